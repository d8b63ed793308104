package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Explain;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Select;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.Set;

/** Tells statements apart by their first words and hands each to its reader. */
final class StatementReader {
    private static final Set<String> SESSION_WORDS = Set.of(
            "BEGIN",
            "START",
            "COMMIT",
            "ROLLBACK",
            "END",
            "ABORT",
            "SAVEPOINT",
            "RELEASE",
            "SET",
            "RESET",
            "SHOW",
            "USE",
            "DISCARD",
            "FETCH",
            "MOVE",
            "CLOSE",
            "DEALLOCATE",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "LOCK",
            "UNLOCK",
            "XA",
            "KILL",
            "FLUSH",
            "CHECKPOINT",
            "LOAD",
            "SHUTDOWN");
    private static final Set<String> DEFINITION_WORDS = Set.of(
            "CREATE",
            "ALTER",
            "DROP",
            "TRUNCATE",
            "COMMENT",
            "GRANT",
            "REVOKE",
            "RENAME",
            "REFRESH",
            "REINDEX",
            "VACUUM",
            "ANALYZE",
            "CLUSTER",
            "OPTIMIZE",
            "CHECK",
            "REPAIR");

    private final TokenStream tokens;
    private final Grammar grammar;
    private final ChangeReader changes;
    private final MergeReader merges;
    private final SessionReader sessions;
    private final CommandReader commands;
    private final DefinitionReader definitions;

    StatementReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.changes = new ChangeReader(tokens, grammar);
        this.merges = new MergeReader(tokens, grammar, changes);
        this.sessions = new SessionReader(tokens);
        this.commands = new CommandReader(tokens, grammar);
        this.definitions = new DefinitionReader(tokens, grammar);
    }

    SqlStatement read() {
        if (tokens.isSign("(")) {
            return new Select(grammar.queries().read());
        }
        if (tokens.isSign("{")) {
            return commands.braces();
        }
        String word = tokens.word(0);
        if (tokens.isMysql() && tokens.isWords("SET", "STATEMENT")) {
            return commands.timed();
        }
        if (SESSION_WORDS.contains(word)) {
            return sessions.read();
        }
        if (word.equals("ANALYZE")
                && tokens.is(Dialect.MARIADB)
                && !tokens.word(1).equals("TABLE")) {
            tokens.next();
            return new Explain(inWith(), true);
        }
        if (DEFINITION_WORDS.contains(word)) {
            return definitions.read();
        }
        return switch (word) {
            case "EXPLAIN" -> explain();
            case "DESCRIBE", "DESC" -> describe();
            case "DECLARE" -> commands.declare();
            case "PREPARE" -> commands.prepare();
            case "EXECUTE" -> commands.execute();
            case "COPY" -> commands.copy();
            case "CALL" -> commands.call();
            case "DO" -> new CodeReader(tokens).block();
            default -> inWith();
        };
    }

    /** A statement that may stand in WITH, EXPLAIN, PREPARE and the like. */
    SqlStatement inWith() {
        With with = grammar.queries().with();
        return switch (tokens.word(0)) {
            case "INSERT" -> changes.insert(with);
            case "REPLACE" -> {
                if (!tokens.isMysql()) {
                    throw tokens.refuse("REPLACE is not this dialect's");
                }
                yield changes.insert(with);
            }
            case "UPDATE" -> changes.update(with);
            case "DELETE" -> changes.delete(with);
            case "MERGE" -> merges.read(with);
            default -> {
                Query query = grammar.queries().read();
                yield new Select(with.equals(With.NONE) ? query : under(with, query));
            }
        };
    }

    private Query under(With with, Query query) {
        if (!query.with().equals(With.NONE)) {
            throw tokens.refuse("WITH behind WITH");
        }
        return new Query(with, query.body(), query.order(), query.limit(), query.locking());
    }

    private SqlStatement explain() {
        tokens.expect("EXPLAIN");
        boolean runs = false;
        if (tokens.is(Dialect.POSTGRESQL) && tokens.isSign("(") && !startsNested()) {
            runs = options();
        } else {
            runs |= tokens.accept("ANALYZE") || tokens.accept("ANALYSE");
            tokens.acceptAny(Set.of("VERBOSE", "EXTENDED", "PARTITIONS"));
            if (tokens.accept("PLAN")) {
                tokens.expect("FOR");
            }
            if (tokens.accept("FORMAT")) {
                tokens.expectSign("=");
                tokens.anyName();
            }
        }
        if (tokens.isMysql() && tokens.isWord("FOR")) {
            throw tokens.refuse("EXPLAIN FOR another connection");
        }
        if (tokens.isMysql() && tokens.isName() && !tokens.word(0).equals("WITH")) {
            return definitions.describe();
        }
        tokens.enter();
        SqlStatement inner = tokens.isWord("CREATE") || tokens.isWord("EXECUTE") ? read() : inWith();
        tokens.leave();
        return new Explain(inner, runs);
    }

    /** {@code EXPLAIN (SELECT …)} is a query in brackets, {@code EXPLAIN (ANALYZE) …} are options. */
    private boolean startsNested() {
        return switch (tokens.word(1)) {
            case "SELECT", "WITH", "VALUES", "TABLE" -> true;
            default -> tokens.isSign(1, "(");
        };
    }

    private boolean options() {
        boolean runs = false;
        tokens.expectSign("(");
        do {
            String option = tokens.word(0);
            tokens.next();
            boolean on = true;
            if (!tokens.isSign(",") && !tokens.isSign(")")) {
                String value = tokens.isType(TokenType.STRING)
                        ? tokens.token().value().toUpperCase(java.util.Locale.ROOT)
                        : tokens.word(0);
                on = !(value.equals("FALSE")
                        || value.equals("OFF")
                        || tokens.token().value().equals("0"));
                tokens.next();
            }
            runs |= on && (option.equals("ANALYZE") || option.equals("ANALYSE"));
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return runs;
    }

    private SqlStatement describe() {
        tokens.next();
        if (tokens.isMysql() && tokens.isName() && !tokens.isWord("FORMAT")) {
            return definitions.describe();
        }
        return new Explain(inWith(), false);
    }
}
