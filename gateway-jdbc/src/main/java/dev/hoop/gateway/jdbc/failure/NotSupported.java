package dev.hoop.gateway.jdbc.failure;

import java.sql.SQLFeatureNotSupportedException;

/** What JDBC has and this driver has not. The SQLState is HYC00, never 0A000: pools throw a connection away on the latter. */
public final class NotSupported {
    private static final String SQL_STATE = "HYC00";

    private NotSupported() {}

    /**
     * The refusal of one method.
     *
     * @param instead what the caller can do, as an imperative without a full stop
     */
    public static SQLFeatureNotSupportedException method(String method, String instead) {
        return new SQLFeatureNotSupportedException(
                method + " is not supported by the hoop driver: " + instead, SQL_STATE);
    }
}
