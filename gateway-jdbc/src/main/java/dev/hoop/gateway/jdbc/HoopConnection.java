package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.api.approval.ApprovalListener;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a connection of this driver can do beyond JDBC. Reached from any pool's connection by {@code connection.unwrap(HoopConnection.class)}.
 */
public interface HoopConnection extends Connection {
    /** Tells the listener what becomes of statements of this connection that are held, from the next one on; it replaces the one before. */
    void onApproval(ApprovalListener listener) throws SQLException;

    /**
     * Arms the connection: the next execution runs the approved statement of that request, exactly once. It must be the same statement with
     * the same parameters; anything else is refused, and does not use the approval up.
     *
     * @param requestId as given by {@code HoopHeldException.requestId()}
     */
    void resume(String requestId) throws SQLException;

    /** Names this session in the gateway's trail and recordings. */
    String sessionId();

    /** The subject the gateway takes the caller for, from the token. */
    String subject();
}
