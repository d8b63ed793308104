package dev.hoop.gateway.engine.sql;

import java.util.List;

/**
 * An item of a select list that gives columns of relations as they are.
 *
 * @param start where its expression begins in the text, in chars
 * @param end where its expression ends
 * @param aliased whether the text gives its column a name
 * @param columns what it stands for; more than one only for a star
 */
record PlainItem(int start, int end, boolean aliased, List<Column> columns) {
    /**
     * One column of such an item.
     *
     * @param source the name of the item of FROM
     * @param label the column's name there
     * @param read where that relation is read
     * @param place which of its columns this is, from 0
     */
    record Column(String source, String label, TableRead read, int place) {}
}
