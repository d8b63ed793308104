package dev.hoop.gateway.engine.sql;

/**
 * A column as the catalogue defines it.
 *
 * @param jdbcType a constant of {@link java.sql.Types}
 * @param hidden left out of {@code *}: INVISIBLE in H2 and MariaDB
 */
public record ColumnDefinition(String name, int jdbcType, String typeName, boolean nullable, boolean hidden) {}
