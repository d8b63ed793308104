package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import java.util.Locale;

/** Tells catalogue relations from tables with rows of the business. */
final class SystemSchemas {
    private SystemSchemas() {}

    static boolean contain(Dialect dialect, ObjectName object) {
        String schema = object.schema().toLowerCase(Locale.ROOT);
        return switch (dialect) {
            case POSTGRESQL -> schema.equals("pg_catalog") || schema.equals("information_schema");
            case MYSQL, MARIADB, H2 -> schema.equals("information_schema");
            case SHELL -> false;
        };
    }
}
