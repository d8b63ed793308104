package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import dev.hoop.gateway.engine.sql.Relation;
import dev.hoop.gateway.engine.sql.Routine;
import dev.hoop.gateway.engine.sql.UserTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what several queries tell of the same relations. Not thread-safe. */
final class Definitions {
    private final Dialect dialect;
    private final String database;
    private final Map<ObjectName, Draft> drafts = new HashMap<>();
    private final List<Routine> routines = new ArrayList<>();
    private final Set<String> schemas = new HashSet<>();
    private final Set<ObjectName> ambiguous = new HashSet<>();
    private final Set<String> fields = new HashSet<>();
    private final Map<String, Set<ObjectName>> conversions = new HashMap<>();

    private static final class Draft {
        private final ObjectUse.Type type;
        private final List<ColumnDefinition> columns = new ArrayList<>();
        private final List<ObjectName> parents = new ArrayList<>();
        private final List<ObjectName> cascades = new ArrayList<>();
        private @Nullable String definition;
        private @Nullable ObjectName base;

        Draft(ObjectUse.Type type) {
            this.type = type;
        }
    }

    Definitions(Dialect dialect, String database) {
        this.dialect = dialect;
        this.database = database;
    }

    ObjectName name(String schema, String name) {
        return new ObjectName(database, schema, name);
    }

    void schema(String name) {
        schemas.add(name);
    }

    /** Where a session's own table has another's name, it is not for us to say which one a statement meets. */
    void relation(ObjectName name, ObjectUse.Type type) {
        if (drafts.put(name, new Draft(type)) != null) {
            ambiguous.add(name);
        }
    }

    void column(ObjectName relation, ColumnDefinition column) {
        Draft draft = drafts.get(relation);
        if (draft != null) {
            draft.columns.add(column);
        }
    }

    void definition(ObjectName view, String text) {
        Draft draft = drafts.get(view);
        if (draft != null) {
            draft.definition = text;
        }
    }

    void parent(ObjectName child, ObjectName parent) {
        Draft draft = drafts.get(child);
        if (draft != null) {
            draft.parents.add(parent);
        }
    }

    /** A synonym has the columns of what it stands for. */
    void synonym(ObjectName synonym, ObjectName base) {
        Draft draft = new Draft(ObjectUse.Type.OTHER);
        draft.base = base;
        Draft real = drafts.get(base);
        if (real != null) {
            draft.columns.addAll(real.columns);
        }
        drafts.put(synonym, draft);
    }

    void cascade(ObjectName from, ObjectName to) {
        Draft draft = drafts.get(from);
        if (draft != null) {
            draft.cascades.add(to);
        }
    }

    void routine(Routine routine) {
        routines.add(routine);
    }

    /** A field of a composite type. */
    void field(String name) {
        fields.add(name);
    }

    /** A function that converts values of a type; of any, where the name is empty. */
    void conversion(String type, ObjectName function) {
        conversions.computeIfAbsent(type, name -> new HashSet<>()).add(function);
    }

    Catalogue catalogue() {
        ambiguous.forEach(drafts::remove);
        List<Relation> relations = new ArrayList<>(drafts.size());
        drafts.forEach((name, draft) -> relations.add(new Relation(
                name,
                draft.type,
                draft.columns,
                Optional.ofNullable(draft.definition),
                draft.parents,
                Optional.ofNullable(draft.base),
                draft.cascades)));
        return new Catalogue(dialect, database, relations, routines, schemas, new UserTypes(fields, conversions));
    }
}
