package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import java.util.List;
import java.util.Optional;

/**
 * A table, a view or what else can stand in FROM.
 *
 * @param columns in catalogue order
 * @param definition the query of a view or materialised view, in the database's own text, best with qualified names: an unqualified
 *     name is followed only where one relation of that name exists in the whole catalogue
 * @param parents tables whose rows include this one's: partition parents and inheritance parents
 * @param base the object a synonym stands for
 * @param cascades tables from which a delete or truncate here also deletes
 */
public record Relation(
        ObjectName name,
        ObjectUse.Type type,
        List<ColumnDefinition> columns,
        Optional<String> definition,
        List<ObjectName> parents,
        Optional<ObjectName> base,
        List<ObjectName> cascades) {
    public Relation {
        columns = List.copyOf(columns);
        parents = List.copyOf(parents);
        cascades = List.copyOf(cascades);
    }
}
