package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import java.util.List;
import java.util.Optional;

/** Finds out what names mean by the rules of the dialect: which relation, which schema, and whether two names are the same. */
final class Names {
    private static final String TEMPORARY = "pg_temp";

    private final SessionSettings settings;
    private final Catalogue catalogue;
    private final Dialect dialect;
    private Moves moved = Moves.NOTHING;

    Names(SessionSettings settings, Catalogue catalogue) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.dialect = settings.dialect();
    }

    Catalogue catalogue() {
        return catalogue;
    }

    SessionSettings settings() {
        return settings;
    }

    Dialect dialect() {
        return dialect;
    }

    boolean isMysql() {
        return dialect == Dialect.MYSQL || dialect == Dialect.MARIADB;
    }

    /**
     * Whether two names of columns are the same.
     *
     * @throws NotUnderstood if that depends on how the server folds letters outside ASCII
     */
    boolean same(String a, String b) {
        if (a.equals(b) || !isMysql()) {
            return a.equals(b);
        }
        if (!a.equalsIgnoreCase(b)) {
            return false;
        }
        for (int i = 0; i < a.length(); i++) {
            if (a.charAt(i) != b.charAt(i) && (a.charAt(i) > 127 || b.charAt(i) > 127)) {
                throw new NotUnderstood("'" + a + "' and '" + b + "' differ by the case of a letter; spell both alike");
            }
        }
        return true;
    }

    /** Whether the database may itself give an expression that name; apart from PostgreSQL such a name is the expression's text. */
    boolean mayBeGenerated(String name) {
        return dialect == Dialect.POSTGRESQL || !name.matches("[A-Za-z0-9_$]+");
    }

    /** Whether two names of tables or their aliases are the same: they follow the server's file system. */
    boolean sameTable(String a, String b) {
        boolean exact =
                settings.lexical().getOrDefault("lower_case_table_names", "0").equals("0");
        return (isMysql() && exact) ? a.equals(b) : same(a, b);
    }

    /** An earlier statement of the same text may have made names stand for something else than the catalogue says. */
    void moved(Moves moves) {
        moved = moves.compareTo(moved) > 0 ? moves : moved;
    }

    private void requireUnmoved(Moves least) {
        if (moved.compareTo(least) >= 0) {
            throw new NotUnderstood(
                    "an earlier statement of the same text may have changed what the names of a later one"
                            + " stand for; send them one by one");
        }
    }

    /** The relation that a name in FROM stands for, common tables aside. */
    Optional<Relation> relation(List<Identifier> name) {
        requireUnmoved(Moves.EVERYTHING);
        String last = name.get(name.size() - 1).value();
        return switch (name.size()) {
            case 1 -> inPath(last);
            case 2 -> in(name.get(0).value(), last);
            case 3 ->
                !isMysql() && name.get(0).value().equals(settings.database())
                        ? in(name.get(1).value(), last)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Relation> inPath(String name) {
        List<Relation> found = settings.searchPath().stream()
                .distinct()
                .flatMap(schema -> in(schema, name).stream())
                .toList();
        if (found.size() > 1) {
            requireUnmoved(Moves.UNCOVERS);
        }
        return found.stream().findFirst();
    }

    /** In a view's definition the search path of its reader is not known: a name must be the only one of its kind. */
    Optional<Relation> onlyOne(List<Identifier> name) {
        Optional<Relation> found = name.size() == 1 ? Optional.empty() : relation(name);
        if (found.isPresent() || name.size() > 1) {
            return found;
        }
        List<Relation> named = catalogue.named(name.get(0).value()).stream()
                .filter(relation ->
                        isMysql() || relation.name().name().equals(name.get(0).value()))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private Optional<Relation> in(String schema, String name) {
        Optional<Relation> exact = catalogue.relation(real(schema), name);
        if (exact.isPresent() || !isMysql() || !foldsTables(schema)) {
            return exact;
        }
        List<Relation> folded = catalogue.named(name).stream()
                .filter(relation -> relation.name().schema().equalsIgnoreCase(schema))
                .toList();
        return folded.size() == 1 ? Optional.of(folded.get(0)) : Optional.empty();
    }

    /** The session's own schema of temporary objects has an alias, and stands in the path as soon as it holds something. */
    String real(String schema) {
        if (dialect != Dialect.POSTGRESQL || !schema.equals(TEMPORARY)) {
            return schema;
        }
        return settings.searchPath().stream()
                .filter(candidate -> candidate.startsWith(TEMPORARY + "_"))
                .findFirst()
                .orElse(schema);
    }

    /** Names of tables follow the server's file system; those of its own catalogue never do. */
    private boolean foldsTables(String schema) {
        return !settings.lexical().getOrDefault("lower_case_table_names", "0").equals("0")
                || schema.equalsIgnoreCase("information_schema");
    }

    /** The identity that a name has or would have: in its own schema, or in the first of the search path that is there and not the system's. */
    ObjectName identity(List<Identifier> name) {
        Optional<Relation> known = relation(name);
        if (known.isPresent()) {
            return known.get().name();
        }
        String last = name.get(name.size() - 1).value();
        String schema = name.size() > 1
                ? real(name.get(name.size() - 2).value())
                : settings.searchPath().stream()
                        .filter(candidate -> !isSystem(candidate) && !candidate.startsWith(TEMPORARY))
                        .filter(this::isThere)
                        .findFirst()
                        .orElse("");
        return new ObjectName(catalogue.database(), schema, last);
    }

    /** Only PostgreSQL's path may name a schema that is not there. */
    private boolean isThere(String schema) {
        return dialect != Dialect.POSTGRESQL || catalogue.schemas().contains(schema);
    }

    List<String> searchPath() {
        return settings.searchPath();
    }

    /** Whether the schema is the database's own catalogue. */
    boolean isSystem(String schema) {
        return switch (dialect) {
            case SHELL -> throw dialect.notSql();
            case POSTGRESQL ->
                schema.equals("pg_catalog") || schema.equals("information_schema") || schema.startsWith("pg_toast");
            case H2 -> schema.equals("INFORMATION_SCHEMA");
            case MYSQL, MARIADB ->
                schema.equalsIgnoreCase("information_schema")
                        || schema.equalsIgnoreCase("mysql")
                        || schema.equalsIgnoreCase("performance_schema")
                        || schema.equalsIgnoreCase("sys");
        };
    }
}
