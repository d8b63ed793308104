package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.CreateAs;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Head;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.NamedObject;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads definitions by their heads: what is done to which object. The rest is not a tree; it is searched for names of further
 * tables and for calls, and refused if it holds a query or code.
 */
final class DefinitionReader {
    private static final Set<String> MODIFIERS = Set.of(
            "OR",
            "REPLACE",
            "TEMPORARY",
            "TEMP",
            "UNLOGGED",
            "GLOBAL",
            "LOCAL",
            "UNIQUE",
            "CACHED",
            "MEMORY",
            "RECURSIVE",
            "FORCE",
            "NO",
            "FULLTEXT",
            "SPATIAL",
            "ONLINE",
            "OFFLINE",
            "HASH",
            "IGNORE",
            "NULLS",
            "DISTINCT");
    /** PostgreSQL's alias for the schema of a session's temporary objects. */
    private static final String TEMPORARY = "pg_temp";

    /** What privileges are given on. */
    private static final Set<String> WITHOUT_COLUMNS =
            Set.of("DATABASE", "DOMAIN", "FUNCTION", "LANGUAGE", "PROCEDURE", "ROUTINE", "SCHEMA", "SEQUENCE", "TYPE");

    /** What is of a table, or of a domain, and named behind it. */
    private static final Set<String> PARTS = Set.of("CONSTRAINT", "POLICY", "RULE", "TRIGGER");

    private static final Set<String> PRIVILEGED = Set.of("USER", "ROLE", "GROUP", "DEFAULT");

    private final TokenStream tokens;
    private final Grammar grammar;
    private final DefinitionTail tail;
    private final CodeReader code;

    DefinitionReader(TokenStream tokens, Grammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.tail = new DefinitionTail(tokens);
        this.code = new CodeReader(tokens);
    }

    SqlStatement read() {
        String word = tokens.word(0);
        tokens.next();
        return switch (word) {
            case "CREATE" -> create();
            case "ALTER" -> alter();
            case "DROP" -> drop();
            case "TRUNCATE" -> truncate();
            case "COMMENT" -> comment();
            case "GRANT", "REVOKE" -> privilege();
            case "RENAME" -> rename();
            case "REFRESH" -> refresh();
            default -> maintenance(word);
        };
    }

    /** DESCRIBE t. */
    SqlStatement describe() {
        List<Identifier> name = tokens.qualifiedName();
        if (tokens.isName() || tokens.isType(TokenType.STRING)) {
            tokens.next();
        }
        return Utility.metadata(List.of(new NamedObject(name, ObjectUse.Type.TABLE, Access.READ)), List.of());
    }

    private SqlStatement create() {
        boolean temporary = false;
        boolean recursive = false;
        while (tokens.isAnyWord(MODIFIERS)) { // none of the others changes what the definition reads
            recursive |= tokens.isWord("RECURSIVE");
            temporary |= tokens.isWord("TEMPORARY") || tokens.isWord("TEMP");
            tokens.next();
        }
        temporary &= tokens.is(Dialect.POSTGRESQL);
        String kind = tokens.word(0);
        tokens.next();
        return switch (kind) {
            case "TABLE" -> table(newName(temporary));
            case "VIEW" -> recursive ? recursiveView(newName(temporary)) : view(true, newName(temporary));
            case "MATERIALIZED" -> {
                tokens.expect("VIEW");
                yield view(false, newName(false));
            }
            case "INDEX" -> index();
            case "SEQUENCE" -> created(newName(temporary), ObjectUse.Type.SEQUENCE);
            case "SCHEMA" -> schema(StatementKind.CREATE, Access.CREATE);
            case "TYPE", "DOMAIN" -> named(StatementKind.CREATE, ObjectUse.Type.NEW, Access.CREATE);
            case "SYNONYM" -> synonym();
            case "USER", "ROLE" -> privilege();
            case "ALGORITHM", "DEFINER", "SQL" -> mysqlView();
            case "EXTENSION" -> extension();
            default -> code(StatementKind.CREATE, Access.CREATE, kind);
        };
    }

    private SqlStatement code(StatementKind change, Access access, String kind) {
        if (!code.holdsCode(kind)) {
            throw tokens.refuse(change + " of something that reaches outside or is not known");
        }
        return code.definition(change, access, kind);
    }

    /** What an extension brings is code of its own: its functions are open where policy names them. */
    private SqlStatement extension() {
        if (!tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("CREATE EXTENSION is PostgreSQL's");
        }
        ifExists();
        tokens.name();
        while (tokens.acceptAny(Set.of("WITH", "SCHEMA", "VERSION", "CASCADE"))) {
            if (!tokens.isAtEnd() && !tokens.isAnyWord(Set.of("SCHEMA", "VERSION", "CASCADE"))) {
                tokens.next();
            }
        }
        return Utility.about(Set.of(StatementKind.CREATE, StatementKind.OPAQUE), List.of(), List.of());
    }

    private SqlStatement mysqlView() {
        while (!tokens.accept("VIEW")) {
            if (tokens.isAnyWord(Set.of("FUNCTION", "PROCEDURE", "TRIGGER"))) {
                String kind = tokens.next().value().toUpperCase(Locale.ROOT);
                return code(StatementKind.CREATE, Access.CREATE, kind);
            }
            if (tokens.isAtEnd() || tokens.isAnyWord(Set.of("EVENT", "AS"))) {
                throw tokens.refuse("CREATE of something that holds code");
            }
            tokens.next();
        }
        return view(true, newName(false));
    }

    private void ifExists() {
        if (tokens.accept("IF")) {
            tokens.accept("NOT");
            tokens.expect("EXISTS");
        }
    }

    private List<Identifier> newName(boolean temporary) {
        ifExists();
        List<Identifier> name = tokens.qualifiedName();
        return temporary ? temporary(name) : name;
    }

    static List<Identifier> temporary(List<Identifier> name) {
        return name.size() > 1 ? name : List.of(new Identifier(TEMPORARY, true), name.get(0));
    }

    private Utility created(List<Identifier> name, ObjectUse.Type type) {
        List<NamedObject> objects = new ArrayList<>();
        objects.add(new NamedObject(name, type, Access.CREATE));
        return tail.finish(Set.of(StatementKind.CREATE), objects);
    }

    private SqlStatement table(List<Identifier> name) {
        int start = tokens.position();
        if (tail.reachesQuery()) {
            return createAs(name, start);
        }
        return created(name, ObjectUse.Type.NEW);
    }

    /** CREATE TABLE … AS query; in MySQL without AS and with column definitions in front as well. */
    private SqlStatement createAs(List<Identifier> name, int start) {
        tokens.back(start);
        Head head = tail.toQuery();
        boolean brackets = tokens.isSign("(");
        Query query = grammar.queries().read();
        if (!brackets || !tokens.isAtEnd()) {
            if (tokens.accept("WITH")) {
                tokens.accept("NO");
                tokens.expect("DATA");
            }
        }
        return new CreateAs(name, false, head, query);
    }

    private SqlStatement view(boolean plain, List<Identifier> name) {
        Head head = tail.toQuery();
        return view(plain, name, head, grammar.queries().read());
    }

    private SqlStatement recursiveView(List<Identifier> name) {
        List<Identifier> columns = tokens.nameList();
        Head head = tail.toQuery();
        return view(true, name, head, grammar.queries().recursive(name.get(name.size() - 1), columns));
    }

    private SqlStatement view(boolean plain, List<Identifier> name, Head head, Query query) {
        if (tokens.accept("WITH")) {
            while (tokens.acceptAny(Set.of("CASCADED", "LOCAL", "CHECK", "OPTION", "NO", "DATA", "READ", "ONLY"))) {
                // neither changes what the view reads
            }
        }
        return new CreateAs(name, plain, head, query);
    }

    private SqlStatement index() {
        tokens.accept("CONCURRENTLY");
        ifExists();
        while (!tokens.isWord("ON")) {
            if (tokens.isAtEnd()) {
                throw tokens.refuse("expected ON");
            }
            tokens.next();
        }
        tokens.expect("ON");
        tokens.accept("ONLY");
        List<NamedObject> objects = new ArrayList<>();
        List<Identifier> table = tokens.qualifiedName();
        objects.add(new NamedObject(table, ObjectUse.Type.TABLE, Access.ALTER, Optional.of(tail.names())));
        return tail.finish(Set.of(StatementKind.CREATE), objects);
    }

    private SqlStatement synonym() {
        ifExists();
        List<NamedObject> objects = new ArrayList<>();
        objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.NEW, Access.CREATE));
        tokens.expect("FOR");
        objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, Access.READ));
        return Utility.about(Set.of(StatementKind.CREATE), objects, List.of());
    }

    private SqlStatement schema(StatementKind kind, Access access) {
        ifExists();
        List<NamedObject> objects = new ArrayList<>();
        if (tokens.isName()) {
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.SCHEMA, access));
        }
        return tail.finish(Set.of(kind), objects);
    }

    private SqlStatement named(StatementKind kind, ObjectUse.Type type, Access access) {
        ifExists();
        List<NamedObject> objects = new ArrayList<>();
        objects.add(new NamedObject(tokens.qualifiedName(), type, access));
        return tail.finish(Set.of(kind), objects);
    }

    private SqlStatement alter() {
        tokens.acceptAny(Set.of("ONLINE", "IGNORE"));
        String kind = tokens.word(0);
        tokens.next();
        return switch (kind) {
            case "TABLE" -> {
                ifExists();
                tokens.accept("ONLY");
                yield named(StatementKind.ALTER, ObjectUse.Type.TABLE, Access.ALTER);
            }
            case "INDEX" -> named(StatementKind.ALTER, ObjectUse.Type.INDEX, Access.ALTER);
            case "TYPE" -> named(StatementKind.ALTER, ObjectUse.Type.TYPE, Access.ALTER);
            case "DOMAIN" -> domain();
            case "SEQUENCE" -> named(StatementKind.ALTER, ObjectUse.Type.SEQUENCE, Access.ALTER);
            case "VIEW" -> alterView();
            case "MATERIALIZED" -> {
                tokens.expect("VIEW");
                yield named(StatementKind.ALTER, ObjectUse.Type.MATERIALIZED_VIEW, Access.ALTER);
            }
            case "SCHEMA" -> schema(StatementKind.ALTER, Access.ALTER);
            case "USER", "ROLE" -> role();
            case "DEFAULT" -> privilege();
            default -> code(StatementKind.ALTER, Access.ALTER, kind);
        };
    }

    /** A condition that is added is tried on the values of every column of the domain, whichever those are. */
    private SqlStatement domain() {
        int start = tokens.position();
        boolean tries = false;
        while (!tokens.isAtEnd()) {
            tries |= tokens.isWord("ADD") || tokens.isWord("VALIDATE") || tokens.isWords("SET", "NOT");
            tokens.next();
        }
        tokens.back(start);
        return named(StatementKind.ALTER, tries ? ObjectUse.Type.OTHER : ObjectUse.Type.TYPE, Access.ALTER);
    }

    private SqlStatement alterView() {
        if (tokens.isMysql()) {
            return view(true, newName(false));
        }
        return named(StatementKind.ALTER, ObjectUse.Type.VIEW, Access.ALTER);
    }

    private SqlStatement drop() {
        if (tokens.isWords("ALL", "OBJECTS")) {
            throw tokens.refuse("DROP ALL OBJECTS");
        }
        tokens.accept("TEMPORARY");
        String kind = tokens.word(0);
        tokens.next();
        if (PRIVILEGED.contains(kind)) {
            return privilege();
        }
        if (kind.equals("MATERIALIZED")) {
            tokens.expect("VIEW");
        }
        ObjectUse.Type type = switch (kind) {
            case "TABLE", "TABLES" -> ObjectUse.Type.TABLE;
            case "VIEW" -> ObjectUse.Type.VIEW;
            case "MATERIALIZED" -> ObjectUse.Type.MATERIALIZED_VIEW;
            case "SEQUENCE" -> ObjectUse.Type.SEQUENCE;
            case "SCHEMA" -> ObjectUse.Type.SCHEMA;
            case "FUNCTION", "PROCEDURE", "AGGREGATE", "ROUTINE", "ALIAS" -> ObjectUse.Type.FUNCTION;
            case "INDEX",
                    "TYPE",
                    "DOMAIN",
                    "TRIGGER",
                    "RULE",
                    "POLICY",
                    "SYNONYM",
                    "CONSTANT",
                    "DATABASE",
                    "EXTENSION",
                    "STATISTICS" -> ObjectUse.Type.OTHER;
            default -> throw tokens.refuse("DROP of something not understood");
        };
        tokens.accept("CONCURRENTLY");
        ifExists();
        List<NamedObject> objects = new ArrayList<>();
        do {
            objects.add(new NamedObject(tokens.qualifiedName(), type, Access.DROP));
            if (type == ObjectUse.Type.FUNCTION && tokens.isSign("(")) {
                tail.skipBrackets();
            }
        } while (tokens.acceptSign(","));
        ifExists();
        if (tokens.accept("ON")) {
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, Access.ALTER));
        }
        while (tokens.acceptAny(Set.of("CASCADE", "RESTRICT", "CONSTRAINTS"))) {
            // neither changes what is named
        }
        return Utility.about(Set.of(StatementKind.DROP), objects, List.of());
    }

    private SqlStatement truncate() {
        tokens.accept("TABLE");
        List<NamedObject> objects = new ArrayList<>();
        do {
            tokens.accept("ONLY");
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, Access.TRUNCATE));
            tokens.acceptSign("*");
        } while (tokens.acceptSign(","));
        while (tokens.acceptAny(Set.of("RESTART", "CONTINUE", "IDENTITY", "CASCADE", "RESTRICT"))) {
            // none changes what is named
        }
        return Utility.about(Set.of(StatementKind.TRUNCATE), objects, List.of());
    }

    private SqlStatement comment() {
        tokens.expect("ON");
        String kind = tokens.word(0);
        tokens.next();
        List<Identifier> name = tokens.qualifiedName();
        if (PARTS.contains(kind)) {
            tokens.expect("ON");
            kind = tokens.accept("DOMAIN") ? "DOMAIN" : "TABLE";
            name = tokens.qualifiedName();
        }
        boolean column = kind.equals("COLUMN");
        List<Identifier> object = column && name.size() > 1 ? name.subList(0, name.size() - 1) : name;
        ObjectUse.Type type = switch (kind) {
            case "COLUMN", "TABLE", "VIEW" -> ObjectUse.Type.TABLE;
            case "AGGREGATE", "FUNCTION", "PROCEDURE", "ROUTINE" -> ObjectUse.Type.FUNCTION;
            case "INDEX" -> ObjectUse.Type.INDEX;
            case "TYPE", "DOMAIN", "EXTENSION" -> ObjectUse.Type.TYPE;
            case "SEQUENCE" -> ObjectUse.Type.SEQUENCE;
            case "SCHEMA" -> ObjectUse.Type.SCHEMA;
            default -> ObjectUse.Type.OTHER;
        };
        List<NamedObject> objects = new ArrayList<>();
        objects.add(new NamedObject(object, type, Access.ALTER));
        return tail.finish(Set.of(StatementKind.ALTER), objects);
    }

    /** A setting kept with a role changes what later sessions' statements mean, and a password may be the gateway's own. */
    private SqlStatement role() {
        int start = tokens.position();
        while (!tokens.isAtEnd()) {
            if (tokens.isAnyWord(Set.of("SET", "RESET"))) {
                throw tokens.refuse("ALTER of a user's settings or password");
            }
            tokens.next();
        }
        tokens.back(start);
        return privilege();
    }

    /** GRANT, REVOKE and what is done to accounts: named by kind, whatever the rest says. */
    private SqlStatement privilege() {
        List<NamedObject> objects = new ArrayList<>();
        while (!tokens.isAtEnd()) {
            boolean object = tokens.accept("ON");
            if (object) {
                tokens.accept("TABLE");
            }
            if (object && coversTables()) {
                tokens.accept("IN");
                tokens.accept("SCHEMA");
                allTables(objects);
            } else if (object && tokens.isAnyWord(WITHOUT_COLUMNS) && tokens.isName(1)) {
                tokens.next(); // of the schema, the routine …: nothing that has columns
            } else if (object && tokens.isName() && !tokens.isWord("ALL")) {
                objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.OTHER, Access.GRANT));
            } else if (!tokens.isAtEnd()) {
                tokens.next();
            }
        }
        return Utility.about(Set.of(StatementKind.PRIVILEGE), objects, List.of());
    }

    /** ALL TABLES IN SCHEMA s; SCHEMA s, which in H2 means its tables; and * in MySQL and MariaDB. */
    private boolean coversTables() {
        return tokens.accept("ALL", "TABLES")
                || (tokens.is(Dialect.H2) && tokens.isWord("SCHEMA"))
                || (tokens.isMysql() && tokens.isSign("*"));
    }

    private void allTables(List<NamedObject> objects) {
        if (!tokens.isName()) {
            objects.add(new NamedObject(List.of(), ObjectUse.Type.SCHEMA, Access.GRANT));
            return;
        }
        do {
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.SCHEMA, Access.GRANT));
        } while (tokens.acceptSign(","));
    }

    private SqlStatement rename() {
        tokens.expect("TABLE");
        List<NamedObject> objects = new ArrayList<>();
        do {
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, Access.ALTER));
            tokens.expect("TO");
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.NEW, Access.CREATE));
        } while (tokens.acceptSign(","));
        return Utility.about(Set.of(StatementKind.ALTER), objects, List.of());
    }

    private SqlStatement refresh() {
        tokens.expect("MATERIALIZED", "VIEW");
        tokens.accept("CONCURRENTLY");
        List<NamedObject> objects = new ArrayList<>();
        objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.MATERIALIZED_VIEW, Access.UPDATE));
        return tail.finish(Set.of(StatementKind.ALTER), objects);
    }

    /** ANALYZE, VACUUM, REINDEX and the like. */
    private SqlStatement maintenance(String word) {
        if (word.equals("CLUSTER")) {
            return cluster();
        }
        while (!tokens.isAtEnd()) {
            if (tokens.isType(TokenType.PARAMETER) || tokens.isWord("SELECT")) {
                throw tokens.refuse("a maintenance statement that is not understood");
            }
            tokens.next();
        }
        Set<StatementKind> kinds = Set.of(StatementKind.ADMIN);
        boolean told = tokens.isMysql() && (word.equals("ANALYZE") || word.equals("OPTIMIZE"));
        List<String> labels = told ? List.of("Table", "Op", "Msg_type", "Msg_text") : List.of();
        return new Utility(kinds, List.of(), List.of(), List.of(), List.of(), labels, tokens.isMysql());
    }

    /** CLUSTER puts the rows in the order of an index, and whoever reads them then reads them so. */
    private SqlStatement cluster() {
        tokens.accept("VERBOSE");
        if (tokens.acceptSign("(")) {
            tokens.expect("VERBOSE");
            tokens.expectSign(")");
        }
        List<NamedObject> objects = new ArrayList<>();
        if (!tokens.isAtEnd()) {
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, Access.ALTER));
        }
        if (tokens.accept("USING")) {
            tokens.name();
        }
        tokens.expectEnd();
        return Utility.about(Set.of(StatementKind.ADMIN), objects, List.of());
    }
}
