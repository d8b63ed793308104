package dev.hoop.gateway.jdbc.conversion;

import java.util.Locale;

/** The family of the database behind the gateway, as far as it prints values in a way of its own. */
public enum Product {
    POSTGRESQL,
    /** MariaDB and MySQL. */
    MARIADB,
    H2,
    OTHER;

    /** The family of a product, by the name that {@link java.sql.DatabaseMetaData#getDatabaseProductName()} gives. */
    public static Product of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("postgres")) {
            return POSTGRESQL;
        }
        if (lower.contains("mariadb") || lower.contains("mysql")) {
            return MARIADB;
        }
        return lower.equals("h2") ? H2 : OTHER;
    }
}
