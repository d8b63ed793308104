package dev.hoop.gateway.jdbc.failure;

import java.sql.SQLClientInfoException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.sql.SQLWarning;
import java.util.Map;

/**
 * Makes the exception class that the database's own driver threw, by the simple name of the {@code java.sql} class nearest to it. Frameworks
 * tell errors apart by class as well as by SQLState, so a class is neither upgraded nor flattened.
 */
final class ExceptionKind {
    @FunctionalInterface
    private interface Maker {
        SQLException make(String message, String sqlState, int vendorCode);
    }

    private static final Map<String, Maker> MAKERS = Map.ofEntries(
            Map.entry("SQLDataException", SQLDataException::new),
            // its own constructors take no text of the database's, so the text is kept instead of the class
            Map.entry("DataTruncation", SQLDataException::new),
            Map.entry(
                    "SQLClientInfoException",
                    (text, state, code) -> new SQLClientInfoException(text, state, code, Map.of())),
            Map.entry("SQLFeatureNotSupportedException", SQLFeatureNotSupportedException::new),
            Map.entry("SQLIntegrityConstraintViolationException", SQLIntegrityConstraintViolationException::new),
            Map.entry("SQLInvalidAuthorizationSpecException", SQLInvalidAuthorizationSpecException::new),
            Map.entry("SQLNonTransientConnectionException", SQLNonTransientConnectionException::new),
            Map.entry("SQLNonTransientException", SQLNonTransientException::new),
            Map.entry("SQLRecoverableException", SQLRecoverableException::new),
            Map.entry("SQLSyntaxErrorException", SQLSyntaxErrorException::new),
            Map.entry("SQLTimeoutException", SQLTimeoutException::new),
            Map.entry("SQLTransactionRollbackException", SQLTransactionRollbackException::new),
            Map.entry("SQLTransientConnectionException", SQLTransientConnectionException::new),
            Map.entry("SQLTransientException", SQLTransientException::new),
            Map.entry("SQLWarning", SQLWarning::new));

    private ExceptionKind() {}

    /** A name that is not known, as a newer gateway may send, makes a plain SQLException. */
    static SQLException make(String kind, String message, String sqlState, int vendorCode) {
        return MAKERS.getOrDefault(kind, SQLException::new).make(message, sqlState, vendorCode);
    }
}
