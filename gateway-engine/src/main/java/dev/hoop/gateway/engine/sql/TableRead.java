package dev.hoop.gateway.engine.sql;

import java.util.List;

/**
 * A place in a text where a relation is read.
 *
 * @param start where its name begins in the text, in chars
 * @param end where its name ends
 * @param label the name by which its columns can be qualified
 * @param aliased whether the text itself gives it another name
 * @param fields its columns and what they derive from
 */
record TableRead(int start, int end, String label, boolean aliased, Relation relation, List<Field> fields) {}
