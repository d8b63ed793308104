package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import java.util.List;
import java.util.Optional;

/** Questions about columns on their way through a statement. */
final class Fields {
    private static final int BIT = -7;
    private static final int TINYINT = -6;
    private static final int BIGINT = -5;
    private static final int NUMERIC = 2;
    private static final int DOUBLE = 8;
    private static final int BOOLEAN = 16;
    private static final int DATE = 91;
    private static final int TIMESTAMP = 93;
    private static final int TIME_WITH_TIMEZONE = 2013;
    private static final int TIMESTAMP_WITH_TIMEZONE = 2014;

    private Fields() {}

    /** The base column that the field copies, as it is known first. */
    static Optional<ColumnName> only(Field field) {
        return field.lineage().isCopied()
                ? field.lineage().sources().stream().min(java.util.Comparator.comparing(ColumnName::toString))
                : Optional.empty();
    }

    /** Whether a constant of {@link java.sql.Types} is a number's. */
    static boolean isNumeric(int jdbcType) {
        return (jdbcType >= NUMERIC && jdbcType <= DOUBLE)
                || jdbcType == BIT
                || jdbcType == TINYINT
                || jdbcType == BIGINT
                || jdbcType == BOOLEAN;
    }

    /** Whether a constant of {@link java.sql.Types} is that of a yes or no. */
    static boolean isBoolean(int jdbcType) {
        return jdbcType == BIT || jdbcType == BOOLEAN;
    }

    /** Whether a constant of {@link java.sql.Types} is a date's, a time's or a moment's. */
    static boolean isTemporal(int jdbcType) {
        return (jdbcType >= DATE && jdbcType <= TIMESTAMP)
                || jdbcType == TIME_WITH_TIMEZONE
                || jdbcType == TIMESTAMP_WITH_TIMEZONE;
    }

    /** The fields under new names, as far as there are names. */
    static List<Field> renamed(List<Field> fields, List<String> labels) {
        if (labels.isEmpty()) {
            return fields;
        }
        if (labels.size() > fields.size()) {
            throw new NotUnderstood("more column names than columns");
        }
        java.util.ArrayList<Field> renamed = new java.util.ArrayList<>(fields);
        for (int i = 0; i < labels.size(); i++) {
            if (fields.get(i).isRest()) {
                throw new NotUnderstood("names are given to columns of a function's result that are not known");
            }
            renamed.set(i, fields.get(i).named(labels.get(i)));
        }
        return List.copyOf(renamed);
    }
}
