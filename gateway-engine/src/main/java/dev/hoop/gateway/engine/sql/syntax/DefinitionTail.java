package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Head;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.NamedObject;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rest of a definition behind its head. */
final class DefinitionTail {
    /** Words behind which the name of another table stands. */
    private static final Set<String> TABLE_FOLLOWS = Set.of("REFERENCES", "INHERITS", "INHERIT", "LIKE", "OF");
    /** Engines of MySQL and MariaDB whose rows are other tables' or other servers'. */
    private static final Set<String> FOREIGN_ENGINES =
            Set.of("FEDERATED", "CONNECT", "SPIDER", "MERGE", "MRG_MYISAM", "S3", "OQGRAPH", "SEQUENCE");

    private final TokenStream tokens;

    DefinitionTail(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** Whether a query stands in the rest; the position is where it was. */
    boolean reachesQuery() {
        int start = tokens.position();
        boolean found = false;
        while (!tokens.isAtEnd() && !found) {
            found = isQuery();
            tokens.next();
        }
        tokens.back(start);
        return found;
    }

    /** Searches what stands in front of the query for other tables and for calls; the position is then at the query. */
    Head toQuery() {
        List<NamedObject> objects = new ArrayList<>();
        List<List<Identifier>> calls = new ArrayList<>();
        while (!isQuery() && !(tokens.isSign("(") && isQueryBehindBrackets())) {
            if (tokens.isAtEnd()) {
                throw tokens.refuse("expected a query");
            }
            part(objects, calls);
        }
        return new Head(List.copyOf(objects), List.copyOf(calls));
    }

    private boolean isQuery() {
        return tokens.isWord("SELECT")
                || (tokens.isWord("WITH") && isCommonTable())
                || ((tokens.isWord("VALUES") || tokens.isWord("TABLE") || tokens.isWord("EXECUTE"))
                        && tokens.word(-1).equals("AS"));
    }

    private boolean isCommonTable() {
        return tokens.word(1).equals("RECURSIVE") || (tokens.word(2).equals("AS") && tokens.isName(1));
    }

    private boolean isQueryBehindBrackets() {
        int i = 0;
        while (tokens.isSign(i, "(")) {
            i++;
        }
        return tokens.word(i).equals("SELECT") || tokens.word(i).equals("WITH");
    }

    /** Searches the rest for other tables and for calls. */
    Utility finish(Set<StatementKind> kinds, List<NamedObject> found) {
        List<NamedObject> objects = new ArrayList<>(found);
        List<List<Identifier>> calls = new ArrayList<>();
        while (!tokens.isAtEnd()) {
            if (tokens.isWord("SELECT")) {
                throw tokens.refuse("a definition that holds a query or reaches outside");
            }
            part(objects, calls);
        }
        return Utility.about(kinds, objects, calls);
    }

    private void part(List<NamedObject> objects, List<List<Identifier>> calls) {
        if (reachesOutside() || tokens.isType(TokenType.PARAMETER) || tokens.isType(TokenType.VARIABLE)) {
            throw tokens.refuse("a definition that holds a query or reaches outside");
        }
        if (movesRows()) {
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, Access.ALTER));
        } else if (tokens.isAnyWord(TABLE_FOLLOWS)) {
            otherTables(objects);
        } else if (tokens.isName() || (tokens.isType(TokenType.WORD) && tokens.isSign(1, "("))) {
            name(calls);
        } else if (tokens.isType(TokenType.OPERATOR)) {
            calls.add(List.of(new Identifier(tokens.next().value(), true)));
        } else if ((tokens.isSign(")") || tokens.isSign("]")) && tokens.isSign(1, ".") && isWordOrQuoted(2)) {
            tokens.next();
            tokens.next();
            calls.add(List.of(tokens.anyName())); // in PostgreSQL (x).f may mean f(x)
        } else {
            tokens.next();
        }
    }

    /** Every name in the rest; the position is where it was. */
    List<Identifier> names() {
        int start = tokens.position();
        List<Identifier> names = new ArrayList<>();
        while (!tokens.isAtEnd()) {
            if (tokens.isName()) {
                names.add(tokens.anyName());
            } else {
                tokens.next();
            }
        }
        tokens.back(start);
        return List.copyOf(names);
    }

    /** Options of a table that name files, servers, classes or other tables. */
    private boolean reachesOutside() {
        return switch (tokens.word(0)) {
            case "ENGINE" ->
                tokens.is(Dialect.H2) // the name of a class
                        || (tokens.isMysql() && !isOwnEngine(tokens.isSign(1, "=") ? 2 : 1));
            case "DIRECTORY" ->
                tokens.word(-1).equals("DATA") || tokens.word(-1).equals("INDEX");
            case "CONNECTION", "UNION" -> tokens.isSign(1, "=") || tokens.isType(1, TokenType.STRING);
            default -> false;
        };
    }

    /** Whether an engine of MySQL or MariaDB stands there, as a word or a text, that keeps its tables' rows itself. */
    private boolean isOwnEngine(int offset) {
        String engine = tokens.nameOrText(offset);
        return !engine.isEmpty() && !FOREIGN_ENGINES.contains(engine);
    }

    /** ATTACH PARTITION t, DETACH PARTITION t, and EXCHANGE PARTITION p WITH TABLE t: rows of the one become rows of the other. */
    private boolean movesRows() {
        return tokens.accept("ATTACH", "PARTITION")
                || tokens.accept("DETACH", "PARTITION")
                || tokens.accept("WITH", "TABLE");
    }

    private void otherTables(List<NamedObject> objects) {
        boolean key = tokens.isWord("REFERENCES");
        tokens.next();
        tokens.acceptSign("(");
        if (!tokens.isName()) {
            return;
        }
        do {
            List<Identifier> name = tokens.qualifiedName();
            Optional<List<Identifier>> compared = key ? Optional.of(keyColumns()) : Optional.empty();
            objects.add(new NamedObject(name, ObjectUse.Type.OTHER, Access.READ, compared));
        } while (tokens.isSign(",") && tokens.word(-2).equals("INHERITS") && tokens.acceptSign(","));
    }

    /** The columns behind REFERENCES t: whether a row may be written depends on the values in them. Empty for the primary key. */
    private List<Identifier> keyColumns() {
        List<Identifier> columns = new ArrayList<>();
        if (tokens.acceptSign("(")) {
            while (!tokens.acceptSign(")")) {
                if (tokens.isName()) {
                    columns.add(tokens.anyName());
                } else {
                    tokens.next();
                }
            }
        }
        return List.copyOf(columns);
    }

    private void name(List<List<Identifier>> calls) {
        List<Identifier> name = new ArrayList<>();
        name.add(tokens.anyName());
        while (tokens.isSign(".") && isWordOrQuoted(1)) {
            tokens.next();
            name.add(tokens.anyName());
        }
        if (tokens.isSign("(")) {
            calls.add(List.copyOf(name));
        } else if (name.size() > 1 && tokens.is(Dialect.POSTGRESQL)) {
            calls.add(List.of(name.get(name.size() - 1))); // t.f may mean f(t)
        }
    }

    private boolean isWordOrQuoted(int offset) {
        return tokens.isType(offset, TokenType.WORD) || tokens.isType(offset, TokenType.QUOTED_IDENTIFIER);
    }

    void skipBrackets() {
        tokens.expectSign("(");
        while (!tokens.acceptSign(")")) {
            if (tokens.isSign("(")) {
                throw tokens.refuse("brackets inside the arguments of a routine's name");
            }
            tokens.next();
        }
    }
}
