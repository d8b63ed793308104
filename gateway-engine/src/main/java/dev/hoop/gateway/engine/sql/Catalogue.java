package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    public Catalogue(
            Dialect dialect, String database, List<Relation> relations, List<Routine> routines, Set<String> schemas) {
        this.dialect = dialect;
        this.database = database;
        Map<ObjectName, Relation> byName = new HashMap<>();
        relations.forEach(relation -> byName.put(relation.name(), relation));
        this.relations = Map.copyOf(byName);
        Map<ObjectName, Routine> routineByName = new HashMap<>();
        routines.forEach(routine -> routineByName.put(routine.name(), routine)); // overloads share a name and a verdict
        this.routines = Map.copyOf(routineByName);
        Set<String> all = new HashSet<>(schemas);
        relations.forEach(relation -> all.add(relation.name().schema()));
        this.schemas = Set.copyOf(all);
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

    /** All relations, in no order. */
    public Iterable<Relation> relations() {
        return relations.values();
    }
}
