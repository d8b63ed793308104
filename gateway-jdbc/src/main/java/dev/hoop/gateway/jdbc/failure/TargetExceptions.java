package dev.hoop.gateway.jdbc.failure;

import java.sql.SQLException;
import java.util.Map;

/**
 * Makes the exceptions of a target's errors: of the classes of {@code java.sql}, and where the application has the database's own driver on
 * its class path, of that driver's class, so that code which catches it goes on working.
 */
@FunctionalInterface
public interface TargetExceptions {
    /** The classes of {@code java.sql} alone. */
    TargetExceptions STANDARD =
            (kind, message, sqlState, vendorCode, details) -> ExceptionKind.make(kind, message, sqlState, vendorCode);

    /**
     * The exception of one error.
     *
     * @param kind simple name of the class of {@code java.sql} nearest to what the database's own driver threw
     * @param details further fields of the error, by the names the database gives them
     */
    SQLException make(String kind, String message, String sqlState, int vendorCode, Map<String, String> details);

    /** Those of the database with that {@link java.sql.DatabaseMetaData#getDatabaseProductName() name}. */
    static TargetExceptions of(String product) {
        return product.equals("PostgreSQL") ? PostgresExceptions.here() : STANDARD;
    }
}
