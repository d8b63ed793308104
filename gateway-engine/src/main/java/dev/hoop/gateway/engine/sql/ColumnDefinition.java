package dev.hoop.gateway.engine.sql;

import java.util.Optional;

/**
 * A column as the catalogue defines it.
 *
 * @param jdbcType a constant of {@link java.sql.Types}
 * @param hidden left out of {@code *}: INVISIBLE in H2 and MariaDB
 * @param key part of the table's primary key
 * @param counted AUTO_INCREMENT in MariaDB and MySQL, where a table has at most one such column and a new row's value of it is told
 * @param generated what the database computes it from, in its own text; blank if that is not known, and empty if the column is not generated
 */
public record ColumnDefinition(
        String name,
        int jdbcType,
        String typeName,
        boolean nullable,
        boolean hidden,
        boolean key,
        boolean counted,
        Optional<String> generated) {
    /** A column that is in no key, and whose values are told to nobody who does not ask for it by name. */
    public ColumnDefinition(String name, int jdbcType, String typeName, boolean nullable, boolean hidden) {
        this(name, jdbcType, typeName, nullable, hidden, false, false, Optional.empty());
    }
}
