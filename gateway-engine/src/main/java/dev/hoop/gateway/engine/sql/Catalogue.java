package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A snapshot of what a target's catalogue holds, read with the gateway's own credential. Names are in the catalogue's spelling and are
 * compared exactly; folding and search paths are the resolver's work. Immutable.
 */
public final class Catalogue {
    private final Dialect dialect;
    private final String database;
    private final Map<ObjectName, Relation> relations;
    private final Map<ObjectName, Routine> routines;
    private final Set<String> schemas;
    private final UserTypes types;
    private final Map<String, List<Relation>> byFoldedName = new HashMap<>();
    private final Map<ObjectName, List<Relation>> children = new HashMap<>();
    private final Set<String> routineNames = new HashSet<>();
    private final Set<String> fields = new HashSet<>();

    /** What has been worked out of relations so far; follows from the rest, so that the catalogue stays a value to everyone else. */
    private final Map<ObjectName, RelationRows> rows = new ConcurrentHashMap<>();

    public Catalogue(
            Dialect dialect,
            String database,
            List<Relation> relations,
            List<Routine> routines,
            Set<String> schemas,
            UserTypes types) {
        this.dialect = dialect;
        this.database = database;
        this.types = types;
        Map<ObjectName, Relation> byName = new HashMap<>();
        relations.forEach(relation -> byName.put(relation.name(), relation));
        this.relations = Map.copyOf(byName);
        Map<ObjectName, Routine> routineByName = new HashMap<>();
        routines.forEach(
                routine -> routineByName.merge(routine.name(), routine, Routine::or)); // overloads share a verdict
        this.routines = Map.copyOf(routineByName);
        Set<String> all = new HashSet<>(schemas);
        relations.forEach(relation -> all.add(relation.name().schema()));
        this.schemas = Set.copyOf(all);
        for (Relation relation : relations) {
            byFoldedName
                    .computeIfAbsent(fold(relation.name().name()), name -> new ArrayList<>())
                    .add(relation);
            relation.columns().forEach(column -> fields.add(column.name()));
            relation.parents()
                    .forEach(parent -> children.computeIfAbsent(parent, name -> new ArrayList<>())
                            .add(relation));
        }
        for (Routine routine : routines) {
            routineNames.add(fold(routine.name().name()));
            fields.addAll(routine.columns());
        }
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The catalog name that every {@link ObjectName} here carries. */
    public String database() {
        return database;
    }

    public Set<String> schemas() {
        return schemas;
    }

    public Optional<Relation> relation(String schema, String name) {
        return Optional.ofNullable(relations.get(new ObjectName(database, schema, name)));
    }

    public Optional<Relation> relation(ObjectName name) {
        return Optional.ofNullable(relations.get(name));
    }

    public Optional<Routine> routine(String schema, String name) {
        return Optional.ofNullable(routines.get(new ObjectName(database, schema, name)));
    }

    /** The same catalogue with these relations in the place of those of their names, or beside the others. */
    public Catalogue with(Collection<Relation> others) {
        Map<ObjectName, Relation> all = new HashMap<>(relations);
        others.forEach(relation -> all.put(relation.name(), relation));
        return new Catalogue(
                dialect, database, List.copyOf(all.values()), List.copyOf(routines.values()), schemas, types);
    }

    /** Whether a name means here what it means in the other: the same relations, however made, and the same routines and types. */
    public boolean namesWhat(Catalogue other) {
        return relations.keySet().equals(other.relations.keySet())
                && routines.equals(other.routines)
                && schemas.equals(other.schemas)
                && types.equals(other.types);
    }

    /** Whether nothing is defined otherwise than in the other. */
    public boolean isLike(Catalogue other) {
        return dialect == other.dialect
                && database.equals(other.database)
                && namesWhat(other)
                && relations.equals(other.relations);
    }

    /** The relations here of whose name the other knows none. */
    public List<Relation> missingIn(Catalogue other) {
        return relations.values().stream()
                .filter(relation -> other.relation(relation.name()).isEmpty())
                .toList();
    }

    /** The same catalogue without those relations. */
    public Catalogue without(Predicate<Relation> unwanted) {
        List<Relation> kept =
                relations.values().stream().filter(unwanted.negate()).toList();
        return new Catalogue(dialect, database, kept, List.copyOf(routines.values()), schemas, types);
    }

    /** All relations, in no order. */
    public Iterable<Relation> relations() {
        return relations.values();
    }

    /** The relations of that name in any schema, whatever the case of letters. */
    List<Relation> named(String name) {
        return byFoldedName.getOrDefault(fold(name), List.of());
    }

    /** The tables whose rows the given one includes: partitions and inheritance children. */
    List<Relation> children(ObjectName parent) {
        return children.getOrDefault(parent, List.of());
    }

    /** Whether a routine of that name exists in any schema, whatever the case of letters. */
    boolean hasRoutine(String name) {
        return routineNames.contains(fold(name));
    }

    /** The routine of that name, if need be whatever the case of letters. */
    Optional<Routine> routineLike(String schema, String name, boolean ignoreCase) {
        Optional<Routine> exact = routine(schema, name);
        if (exact.isPresent() || !ignoreCase) {
            return exact;
        }
        return routines.values().stream()
                .filter(routine -> routine.name().name().equalsIgnoreCase(name)
                        && routine.name().schema().equalsIgnoreCase(schema))
                .findFirst();
    }

    /** Whether a value may have a field of that name: those of rows, and of composite types. */
    boolean hasField(String name) {
        return fields.contains(name) || types.fields().contains(name);
    }

    /** Whether there are types whose values are converted by functions of users. */
    public boolean converts() {
        return !types.conversions().isEmpty();
    }

    UserTypes types() {
        return types;
    }

    Map<ObjectName, RelationRows> rows() {
        return rows;
    }
}
