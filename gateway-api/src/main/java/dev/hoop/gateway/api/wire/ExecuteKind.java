package dev.hoop.gateway.api.wire;

/** Which family of JDBC calls the execution came from; decides what the target's driver is asked for. */
public enum ExecuteKind {
    /** {@code execute}: whatever comes back. */
    ANY,
    /** {@code executeQuery}: rows are expected. */
    QUERY,
    /** {@code executeUpdate}: a count is expected. */
    UPDATE,
    /** {@code executeBatch} of one text with many rows of parameters. */
    BATCH,
    /** A {@code CallableStatement}. */
    CALL
}
