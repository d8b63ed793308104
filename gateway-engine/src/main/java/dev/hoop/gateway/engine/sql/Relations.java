package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Works out what reading a relation means: whose rows it has, and what each column derives from. Kept with the catalogue. */
final class Relations {
    private static final int DEEPEST_VIEW = 24;

    /** Columns of the databases' own catalogues that hold users' code, and so perhaps their values. */
    private static final Set<String> CODE =
            Set.of("prosrc", "prosqlbody", "routine_definition", "action_statement", "event_definition");

    private static final RelationRows SEQUENCE = told("last_value", "log_cnt", "is_called");
    private static final RelationRows MARIADB_SEQUENCE = told(
            "next_not_cached_value",
            "minimum_value",
            "maximum_value",
            "start_value",
            "increment",
            "cache_size",
            "cycle_option",
            "cycle_count");

    private final Names names;
    private final int depth;

    Relations(Names names, int depth) {
        this.names = names;
        this.depth = depth;
    }

    RelationRows rows(Relation relation) {
        Catalogue catalogue = names.catalogue();
        RelationRows known = catalogue.rows().get(relation.name());
        if (known != null) {
            return known;
        }
        RelationRows rows = read(relation);
        catalogue.rows().put(relation.name(), rows);
        return rows;
    }

    private RelationRows read(Relation relation) {
        if (relation.base().isPresent()) {
            return synonym(relation, relation.base().get());
        }
        return switch (relation.type()) {
            case VIEW, MATERIALIZED_VIEW -> names.isSystem(relation.name().schema()) ? table(relation) : view(relation);
            case FOREIGN_TABLE -> opaque(relation, List.of());
            case SEQUENCE -> names.isMysql() ? MARIADB_SEQUENCE : SEQUENCE;
            default -> table(relation);
        };
    }

    private static RelationRows told(String... columns) {
        return new RelationRows(
                Arrays.stream(columns)
                        .map(column -> Field.of(column, Lineage.CONSTANT))
                        .toList(),
                List.of(),
                List.of());
    }

    /** A table's columns are known as those of its partitions and parents too, as they hold the same rows. */
    private RelationRows table(Relation relation) {
        List<Relation> family = family(relation);
        List<Field> fields = new ArrayList<>();
        for (ColumnDefinition column : relation.columns()) {
            Set<ColumnName> identity = new LinkedHashSet<>();
            identity.add(new ColumnName(relation.name(), column.name()));
            for (Relation relative : family) {
                if (relative.columns().stream().anyMatch(other -> other.name().equals(column.name()))) {
                    identity.add(new ColumnName(relative.name(), column.name()));
                }
            }
            Lineage lineage = Lineage.copied(identity, relation.name().name() + "." + column.name());
            boolean code = names.isSystem(relation.name().schema())
                    && CODE.contains(column.name().toLowerCase(Locale.ROOT));
            fields.add(field(column, code ? lineage.as(Derivation.UNKNOWN) : lineage));
        }
        return new RelationRows(
                generated(relation, family, fields),
                family.stream().map(relative -> use(relative)).toList(),
                List.of());
    }

    /**
     * The same columns; what the database computes from others of them, here or in a table with the same rows, derives from those. One that
     * cannot be followed derives from anything in the table.
     */
    private List<Field> generated(Relation relation, List<Relation> family, List<Field> fields) {
        List<Field> followed = new ArrayList<>(fields);
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            for (String expression : expressions(relation, family, field.label())) {
                Field from = Generated.read(expression, names, followed)
                        .map(field::with)
                        .orElseGet(() -> field.with(
                                Lineage.computed(Values.lineages(fields)).as(Derivation.UNKNOWN)));
                followed.set(i, field(relation, field, followed.get(i), from));
            }
        }
        return followed;
    }

    private static Field field(Relation relation, Field column, Field known, Field from) {
        Lineage either = known(relation, from, column.label()).lineage();
        return column.with(known.equals(column) ? either : known.lineage().and(either));
    }

    private static List<String> expressions(Relation relation, List<Relation> family, String column) {
        return Stream.concat(Stream.of(relation), family.stream())
                .flatMap(relative -> relative.columns().stream())
                .filter(definition -> definition.name().equals(column))
                .flatMap(definition -> definition.generated().stream())
                .distinct()
                .toList();
    }

    static ObjectUse use(Relation relation) {
        return new ObjectUse(
                relation.name(),
                relation.type(),
                ObjectUse.Access.READ,
                relation.columns().stream().map(ColumnDefinition::name).toList(),
                relation.columns().stream()
                        .filter(ColumnDefinition::counted)
                        .map(ColumnDefinition::name)
                        .findFirst());
    }

    private static Field field(ColumnDefinition column, Lineage lineage) {
        return new Field(column.name(), lineage, column.hidden(), column.jdbcType(), column.nullable());
    }

    /** All partitions, children and parents, near and far, without the relation itself. */
    private List<Relation> family(Relation relation) {
        Set<ObjectName> seen = new HashSet<>();
        seen.add(relation.name());
        List<Relation> family = new ArrayList<>();
        addParents(relation, seen, family);
        addChildren(relation, seen, family);
        return family;
    }

    private void addParents(Relation relation, Set<ObjectName> seen, List<Relation> family) {
        for (ObjectName parent : relation.parents()) {
            if (seen.add(parent)) {
                names.catalogue().relation(parent).ifPresent(found -> {
                    family.add(found);
                    addParents(found, seen, family);
                });
            }
        }
    }

    private void addChildren(Relation relation, Set<ObjectName> seen, List<Relation> family) {
        for (Relation child : names.catalogue().children(relation.name())) {
            if (seen.add(child.name())) {
                family.add(child);
                addChildren(child, seen, family);
            }
        }
    }

    private RelationRows synonym(Relation synonym, ObjectName base) {
        return names.catalogue()
                .relation(base)
                .filter(found -> depth < DEEPEST_VIEW)
                .map(found -> {
                    RelationRows rows = new Relations(names, depth + 1).rows(found);
                    List<ObjectUse> objects = new ArrayList<>(rows.objects());
                    objects.add(use(found));
                    return new RelationRows(known(synonym, rows.fields()), objects, rows.functions());
                })
                .orElseGet(() -> opaque(synonym, List.of()));
    }

    /** The same columns, known under the synonym's or view's names as well. */
    private static List<Field> known(Relation relation, List<Field> fields) {
        List<Field> known = new ArrayList<>();
        for (Field field : fields) {
            known.add(known(relation, field, field.label()));
        }
        return known;
    }

    private static Field known(Relation relation, Field field, String label) {
        Set<ColumnName> sources = new LinkedHashSet<>(field.lineage().sources());
        sources.add(new ColumnName(relation.name(), label));
        Derivation derivation = field.lineage().isConstant()
                ? Derivation.TRANSFORMED
                : field.lineage().derivation();
        Lineage lineage = new Lineage(derivation, sources, field.lineage().path());
        return field.named(label).with(lineage.through(relation.name().name() + "." + label));
    }

    /** What cannot be followed derives from anything that is known of it, in an unknown way. */
    private static RelationRows opaque(Relation relation, List<ObjectUse> read) {
        List<Field> fields = new ArrayList<>();
        for (ColumnDefinition column : relation.columns()) {
            Set<ColumnName> sources = new LinkedHashSet<>();
            sources.add(new ColumnName(relation.name(), column.name()));
            read.forEach(use -> use.columns().forEach(name -> sources.add(new ColumnName(use.object(), name))));
            String path = relation.name().name() + "." + column.name();
            fields.add(field(column, new Lineage(Derivation.UNKNOWN, sources, List.of(path))));
        }
        return new RelationRows(fields, read, List.of());
    }

    private RelationRows view(Relation view) {
        if (view.definition().isEmpty() || depth >= DEEPEST_VIEW) {
            return opaque(view, List.of());
        }
        Definition definition = Definition.read(view.definition().get(), names, depth);
        List<ObjectUse> objects = definition.objects();
        if (!definition.understood()
                || definition.fields().size() != view.columns().size()) {
            return new RelationRows(opaque(view, objects).fields(), objects, definition.functions());
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < view.columns().size(); i++) {
            ColumnDefinition column = view.columns().get(i);
            Field followed = known(view, definition.fields().get(i), column.name());
            fields.add(field(column, followed.lineage()));
        }
        return new RelationRows(fields, objects, definition.functions());
    }
}
