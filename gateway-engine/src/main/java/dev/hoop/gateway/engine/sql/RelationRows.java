package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.ObjectUse;
import java.util.List;

/**
 * What reading a relation means.
 *
 * @param fields its columns with what they derive from
 * @param objects the relations that are read with it: those under a view, partitions and parents of a table
 * @param functions what a view's query calls
 */
record RelationRows(List<Field> fields, List<ObjectUse> objects, List<FunctionUse> functions) {
    RelationRows {
        fields = List.copyOf(fields);
        objects = List.copyOf(objects);
        functions = List.copyOf(functions);
    }
}
