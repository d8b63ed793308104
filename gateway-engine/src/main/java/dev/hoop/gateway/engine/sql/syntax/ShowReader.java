package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.NamedObject;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads SHOW where its answer is about definitions and settings; what may show values, texts or accounts is refused. */
final class ShowReader {
    private static final Set<String> LISTS = Set.of(
            "TABLES",
            "DATABASES",
            "SCHEMAS",
            "VARIABLES",
            "STATUS",
            "ENGINES",
            "COLLATION",
            "CHARSET",
            "PLUGINS",
            "TRIGGERS",
            "EVENTS",
            "PRIVILEGES");

    /** What shows accounts or statements of others, by the relation that shows the same to a query. */
    private static final String ACCOUNTS = "user_privileges";

    private static final String SESSIONS = "processlist";
    private static final String TRANSACTIONS = "innodb_trx";

    /** What has a body of statements: a definition like that of a view, and told by information_schema as well. */
    private static final Set<String> PROGRAMS = Set.of("FUNCTION", "PROCEDURE", "TRIGGER", "EVENT");

    private static final Set<String> COLUMNS = Set.of("COLUMNS", "FIELDS", "INDEX", "INDEXES", "KEYS");

    private final TokenStream tokens;

    ShowReader(TokenStream tokens) {
        this.tokens = tokens;
    }

    SqlStatement read() {
        tokens.expect("SHOW");
        return switch (tokens.dialect()) {
            case POSTGRESQL -> postgresql();
            case H2 -> tables();
            case MYSQL, MARIADB -> mysql();
            case SHELL -> throw tokens.dialect().notSql();
        };
    }

    private Utility postgresql() {
        if (tokens.accept("ALL")) {
            return Utility.metadata(List.of(), List.of("name", "setting", "description"));
        }
        if (tokens.accept("TIME", "ZONE")) {
            return Utility.metadata(List.of(), List.of("TimeZone"));
        }
        if (tokens.accept("TRANSACTION", "ISOLATION")) {
            tokens.expect("LEVEL");
            return Utility.metadata(List.of(), List.of("transaction_isolation"));
        }
        if (tokens.accept("SESSION", "AUTHORIZATION")) {
            return Utility.metadata(List.of(), List.of("session_authorization"));
        }
        StringBuilder name = new StringBuilder();
        tokens.qualifiedName()
                .forEach(part -> name.append(name.length() == 0 ? "" : ".").append(part.value()));
        String setting = name.toString().toLowerCase(Locale.ROOT);
        if (setting.contains(".")) {
            throw tokens.refuse("a setting of users' own");
        }
        return Utility.metadata(List.of(), List.of("")); // the label is the name in the server's own spelling
    }

    private Utility tables() {
        if (tokens.accept("COLUMNS")) {
            return columns();
        }
        if (!tokens.acceptAny(Set.of("TABLES", "SCHEMAS"))) {
            throw tokens.refuse("SHOW with something not understood");
        }
        if (tokens.accept("FROM")) {
            tokens.name();
        }
        return Utility.metadata(List.of(), List.of());
    }

    private Utility mysql() {
        tokens.acceptAny(Set.of("FULL", "EXTENDED", "GLOBAL", "SESSION"));
        if (tokens.acceptAny(COLUMNS)) {
            return columns();
        }
        if (tokens.accept("CREATE")) {
            if (tokens.acceptAny(Set.of("DATABASE", "SCHEMA"))) {
                ifNotExists();
                tokens.name();
                return Utility.metadata(List.of(), List.of());
            }
            if (tokens.acceptAny(PROGRAMS)) {
                tokens.qualifiedName();
                return Utility.metadata(List.of(), List.of());
            }
            if (!tokens.acceptAny(Set.of("TABLE", "VIEW", "SEQUENCE"))) {
                throw tokens.refuse("SHOW CREATE of something not understood");
            }
            return Utility.metadata(List.of(table()), List.of());
        }
        if (tokens.accept("FUNCTION", "STATUS") || tokens.accept("PROCEDURE", "STATUS")) { // names and dates, no bodies
            filter();
            return Utility.metadata(List.of(), List.of());
        }
        if (tokens.accept("PROCESSLIST")) {
            return likeReading(SESSIONS);
        }
        if (tokens.accept("GRANTS")) {
            ownAccount();
            return likeReading(ACCOUNTS);
        }
        if (tokens.accept("ENGINE", "INNODB")) {
            tokens.expect("STATUS");
            return likeReading(TRANSACTIONS);
        }
        if (tokens.isWord("WARNINGS") || tokens.isWord("ERRORS")) {
            throw tokens.refuse("SHOW " + tokens.word(0) + ", as warnings and errors come with their statement,");
        }
        if (tokens.accept("CHARACTER", "SET")
                || tokens.accept("TABLE", "STATUS")
                || tokens.accept("OPEN", "TABLES")
                || tokens.accept("STORAGE", "ENGINES")
                || tokens.acceptAny(LISTS)) {
            if (tokens.acceptAny(Set.of("FROM", "IN"))) {
                tokens.name();
            }
            filter();
            return Utility.metadata(List.of(), List.of());
        }
        throw tokens.refuse("SHOW with something not understood");
    }

    private void ifNotExists() {
        if (tokens.accept("IF", "NOT")) {
            tokens.expect("EXISTS");
        }
    }

    private NamedObject table() {
        return new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, ObjectUse.Access.READ);
    }

    private Utility columns() {
        if (!tokens.acceptAny(Set.of("FROM", "IN"))) {
            throw tokens.refuse("expected FROM");
        }
        List<NamedObject> objects = new ArrayList<>();
        objects.add(table());
        if (tokens.acceptAny(Set.of("FROM", "IN"))) {
            Identifier schema = tokens.name();
            List<Identifier> name = objects.remove(0).name();
            objects.add(new NamedObject(
                    List.of(schema, name.get(name.size() - 1)), ObjectUse.Type.TABLE, ObjectUse.Access.READ));
        }
        filter();
        return Utility.metadata(List.copyOf(objects), List.of());
    }

    /** SHOW GRANTS FOR the account of the session; another's name has a form that is not read. */
    private void ownAccount() {
        if (tokens.accept("FOR")) {
            tokens.expect("CURRENT_USER");
            if (tokens.acceptSign("(")) {
                tokens.expectSign(")");
            }
        }
    }

    private static Utility likeReading(String relation) {
        List<Identifier> name = List.of(new Identifier("information_schema", false), new Identifier(relation, false));
        return Utility.metadata(List.of(new NamedObject(name, ObjectUse.Type.VIEW, ObjectUse.Access.READ)), List.of());
    }

    /** LIKE with a value, or WHERE with comparisons of columns with values; a WHERE might hold any query, which is not read. */
    private void filter() {
        if (tokens.is(Dialect.H2) || tokens.isAtEnd()) {
            return;
        }
        if (tokens.accept("WHERE")) {
            condition();
        } else {
            tokens.expect("LIKE");
            value();
        }
    }

    private void condition() {
        tokens.enter();
        do {
            tokens.accept("NOT");
            if (tokens.acceptSign("(")) {
                condition();
                tokens.expectSign(")");
            } else {
                comparison();
            }
        } while (tokens.accept("AND") || tokens.accept("OR"));
        tokens.leave();
    }

    private void comparison() {
        tokens.name();
        if (tokens.acceptSign("=") || tokens.acceptSign("<>") || tokens.acceptSign("!=")) {
            value();
            return;
        }
        if (tokens.accept("IS")) {
            tokens.accept("NOT");
            tokens.expect("NULL");
            return;
        }
        tokens.accept("NOT");
        if (tokens.accept("LIKE")) {
            value();
            return;
        }
        tokens.expect("IN");
        tokens.expectSign("(");
        do {
            value();
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
    }

    private void value() {
        if (tokens.isType(TokenType.PARAMETER)) {
            tokens.parameter();
        } else if (tokens.isType(TokenType.STRING) || tokens.isType(TokenType.NUMBER)) {
            tokens.next();
        } else {
            throw tokens.refuse("expected a literal or a parameter");
        }
    }
}
