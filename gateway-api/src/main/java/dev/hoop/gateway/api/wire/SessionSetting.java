package dev.hoop.gateway.api.wire;

/**
 * A setting of the session that both ends keep in step. The value travels as text. The order is part of the protocol; new settings go to
 * the end.
 */
public enum SessionSetting {
    /** {@code true} or {@code false}. */
    AUTO_COMMIT,
    /** {@code true} or {@code false}. */
    READ_ONLY,
    /** A {@code TRANSACTION_} constant of {@link java.sql.Connection}, in decimal. */
    ISOLATION,
    CATALOG,
    SCHEMA,
    /** A holdability constant of {@link java.sql.ResultSet}, in decimal. */
    HOLDABILITY,
    /** {@code IDLE}, {@code OPEN} or {@code FAILED}; only the gateway says it. */
    TRANSACTION,
    /** {@code name=value} of {@link java.sql.Connection#setClientInfo(String, String)}. */
    CLIENT_INFO,
    TASK,
    /** The savepoint that a Transact message has just set; only the gateway says it. */
    SAVEPOINT
}
