package dev.hoop.gateway.engine.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What a FROM makes visible.
 *
 * @param named the items that can qualify a name
 * @param columns all columns in the order of {@code *}; those merged by USING stand here once
 */
record Sources(List<RowSource> named, List<Field> columns) {
    static final Sources NONE = new Sources(List.of(), List.of());

    static Sources of(RowSource source) {
        return new Sources(List.of(source), source.fields());
    }

    /** Both side by side. */
    Sources and(Sources right) {
        if (named.isEmpty() && columns.isEmpty()) {
            return right;
        }
        List<RowSource> sources = new ArrayList<>(named);
        sources.addAll(right.named);
        List<Field> all = new ArrayList<>(columns);
        all.addAll(right.columns);
        return new Sources(sources, all);
    }

    /** With the labels of a select list as further columns, which some clauses may name. */
    Sources labelled(List<Field> fields) {
        List<Field> all = new ArrayList<>(columns);
        all.addAll(fields);
        return new Sources(named, all);
    }
}
