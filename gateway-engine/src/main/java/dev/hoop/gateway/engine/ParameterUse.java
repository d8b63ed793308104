package dev.hoop.gateway.engine;

import java.util.Optional;

/**
 * Where a parameter goes.
 *
 * @param index counts from one, as JDBC does
 * @param column the column the parameter is compared with or written to, where there is exactly one
 */
public record ParameterUse(int index, Optional<ColumnName> column, Role role) {
    public boolean isComparedAsText() {
        return role == Role.COMPARED_AS_TEXT;
    }

    /** What the parameter is for. */
    public enum Role {
        WRITTEN,
        COMPARED,
        /** Compared with a column which the database would itself read as a number or a date if the value is none but a text. */
        COMPARED_AS_TEXT,
        LIMIT,
        OTHER
    }
}
