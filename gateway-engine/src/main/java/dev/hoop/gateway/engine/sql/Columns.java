package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.MissingName;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the columns that names mean, from the innermost query outwards, by the rules of the dialect. */
final class Columns {
    private static final Set<String> POSTGRESQL_SYSTEM = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    private final Names names;
    private final Findings findings;

    Columns(Names names, Findings findings) {
        this.names = names;
        this.findings = findings;
    }

    /** The column, or in PostgreSQL the whole row, of that name. */
    Field field(List<Identifier> parts, Scope scope) {
        return find(parts, scope).orElseGet(() -> {
            findings.gap(MissingName.column(text(parts)));
            return Field.of(parts.get(parts.size() - 1).value(), Lineage.UNKNOWN);
        });
    }

    /** The same, without a word if there is none. */
    Optional<Field> find(List<Identifier> parts, Scope scope) {
        return parts.size() == 1 ? unqualified(parts.get(0), scope) : qualified(parts, scope);
    }

    private Optional<Field> unqualified(Identifier name, Scope start) {
        for (Scope scope = start; scope != null; scope = scope.outer()) {
            findings.step(1 + scope.sources().columns().size() / 8);
            Optional<Field> found = merge(scope.sources().columns(), name.value());
            if (found.isPresent()) {
                return found;
            }
            requireLabels(scope.sources().columns(), name);
        }
        return wholeRow(name, start).or(() -> system(name.value(), start));
    }

    /** A name may only be looked for further out where it is sure that no column here has it. */
    private void requireLabels(List<Field> fields, Identifier name) {
        if (names.mayBeGenerated(name.value()) && fields.stream().anyMatch(Field::unnamed)) {
            throw new NotUnderstood("'" + name.value()
                    + "' may mean a column of a query in FROM that has no alias; give that column an alias");
        }
    }

    /** In PostgreSQL a name that is no column may be a table's, and then is its row. */
    private Optional<Field> wholeRow(Identifier name, Scope start) {
        if (names.dialect() != Dialect.POSTGRESQL) {
            return Optional.empty();
        }
        for (Scope scope = start; scope != null; scope = scope.outer()) {
            for (RowSource source : scope.sources().named()) {
                if (names.sameTable(source.name(), name.value())) {
                    Lineage row = Lineage.computed(Values.lineages(source.fields()));
                    boolean scalar =
                            source.relation().isEmpty() && source.fields().size() == 1;
                    return Optional.of(Field.of(
                            name.value(),
                            scalar
                                    ? source.fields().get(0).lineage()
                                    : row.isConstant() ? row : row.through("whole row")));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Field> system(String name, Scope start) {
        boolean known = (names.dialect() == Dialect.POSTGRESQL && POSTGRESQL_SYSTEM.contains(name))
                || (names.dialect() == Dialect.H2 && name.equals("_ROWID_"));
        if (!known) {
            return Optional.empty();
        }
        for (Scope scope = start; scope != null; scope = scope.outer()) {
            List<RowSource> tables =
                    scope.sources().named().stream().filter(RowSource::base).toList();
            if (!tables.isEmpty()) {
                return Optional.of(Field.of(
                        name, names.dialect() == Dialect.H2 ? Lineage.computed(keys(tables)) : Lineage.CONSTANT));
            }
        }
        return Optional.empty();
    }

    /** H2 numbers the rows of a table by its primary key where that is a whole number. */
    private List<Lineage> keys(List<RowSource> tables) {
        return tables.stream()
                .flatMap(table -> table.fields().stream())
                .map(Field::lineage)
                .filter(lineage -> lineage.sources().stream().anyMatch(this::isKey))
                .toList();
    }

    private boolean isKey(ColumnName column) {
        return names.catalogue().relation(column.table()).stream()
                .flatMap(relation -> relation.columns().stream())
                .anyMatch(known -> known.key() && known.name().equals(column.column()));
    }

    private Optional<Field> qualified(List<Identifier> parts, Scope start) {
        List<Identifier> qualifier = parts.subList(0, parts.size() - 1);
        String name = parts.get(parts.size() - 1).value();
        for (Scope scope = start; scope != null; scope = scope.outer()) {
            List<RowSource> named = named(qualifier, scope);
            if (!named.isEmpty()) {
                List<Field> fields = new ArrayList<>();
                named.forEach(source -> fields.addAll(source.fields()));
                Optional<Field> found = merge(fields, name);
                return found.isPresent() ? found : system(name, scope.with(new Sources(named, fields)));
            }
        }
        return Optional.empty();
    }

    /** The items of one level that a qualifier names; several only if the statement is wrong or names them alike. */
    private List<RowSource> named(List<Identifier> qualifier, Scope scope) {
        List<RowSource> found = new ArrayList<>(1);
        for (RowSource source : scope.sources().named()) {
            if (isNamed(source, qualifier)) {
                found.add(source);
            }
        }
        return found;
    }

    private boolean isNamed(RowSource source, List<Identifier> qualifier) {
        String last = qualifier.get(qualifier.size() - 1).value();
        if (qualifier.size() == 1) {
            return names.sameTable(source.name(), last);
        }
        return source.relation().isPresent()
                && names.relation(qualifier)
                        .map(Relation::name)
                        .equals(source.relation().map(Relation::name));
    }

    /** All columns of that name as one: more than one is an error to the database, and here the union of them. */
    private Optional<Field> merge(List<Field> fields, String name) {
        @Nullable Field found = null;
        for (Field field : fields) {
            if (names.same(field.label(), name)) {
                found = found == null ? field : found.with(found.lineage().or(field.lineage()));
            }
        }
        return Optional.ofNullable(found);
    }

    /** The field of a row that is named as a table: {@code (c).email}. */
    Optional<Field> fieldOfRow(List<Identifier> row, Identifier field, Scope scope) {
        if (row.size() != 1 || names.dialect() != Dialect.POSTGRESQL) {
            return Optional.empty();
        }
        for (Scope level = scope; level != null; level = level.outer()) {
            if (merge(level.sources().columns(), row.get(0).value()).isPresent()) {
                return Optional.empty(); // a column of a composite type
            }
        }
        List<Identifier> parts = List.of(row.get(0), field);
        return qualified(parts, scope);
    }

    /** What a star stands for, in order. */
    List<Field> star(Star star, Scope scope) {
        List<Field> fields = star.qualifier().isEmpty() ? scope.sources().columns() : starOf(star.qualifier(), scope);
        if (star.qualifier().isEmpty() && scope.sources().named().isEmpty() && fields.isEmpty()) {
            findings.gap("a star has no table to stand for");
        }
        if (fields.stream().anyMatch(Field::isRest)) {
            throw new NotUnderstood(
                    "a star stands for the columns of a function's result, which are not known; name them");
        }
        List<Field> visible = new ArrayList<>(fields.size());
        findings.step(fields.size());
        for (Field field : fields) {
            if (!field.hidden() && star.except().stream().noneMatch(except -> isExcepted(field, except))) {
                visible.add(field);
            }
        }
        return visible;
    }

    private boolean isExcepted(Field field, List<Identifier> except) {
        if (except.size() > 1) {
            throw new NotUnderstood("EXCEPT with a qualified name in a star");
        }
        return names.same(field.label(), except.get(0).value());
    }

    private List<Field> starOf(List<Identifier> qualifier, Scope start) {
        for (Scope scope = start; scope != null; scope = scope.outer()) {
            List<RowSource> named = named(qualifier, scope);
            if (!named.isEmpty()) {
                return named.get(0).fields();
            }
        }
        findings.gap("the table of a star is not known");
        return List.of(Field.of("", Lineage.UNKNOWN.as(Derivation.UNKNOWN)));
    }

    private static String text(List<Identifier> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(text.length() == 0 ? "" : ".").append(part.value()));
        return text.toString();
    }
}
