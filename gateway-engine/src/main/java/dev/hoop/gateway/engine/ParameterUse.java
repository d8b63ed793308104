package dev.hoop.gateway.engine;

import java.util.Optional;

/**
 * Where a parameter goes.
 *
 * @param index counts from one, as JDBC does
 * @param column the column the parameter is compared with or written to, where there is exactly one
 */
public record ParameterUse(int index, Optional<ColumnName> column, Role role) {
    /** What the parameter is for. */
    public enum Role {
        WRITTEN,
        COMPARED,
        LIMIT,
        OTHER
    }
}
