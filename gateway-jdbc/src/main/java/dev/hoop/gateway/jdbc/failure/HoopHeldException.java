package dev.hoop.gateway.jdbc.failure;

import java.sql.SQLNonTransientException;

/**
 * The statement waits for approval and the connection was opened with {@code approval=fail}. Nothing of it reached the database. Once people
 * have approved, arm the connection with {@code HoopConnection.resume(requestId())} and execute the same statement with the same parameters
 * again: it runs exactly once.
 */
public final class HoopHeldException extends SQLNonTransientException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String decisionId;
    private final String requestId;

    HoopHeldException(
            String message, String sqlState, int vendorCode, String rule, String decisionId, String requestId) {
        super(message, sqlState, vendorCode);
        this.rule = rule;
        this.decisionId = decisionId;
        this.requestId = requestId;
    }

    /** The rule of the policy that asks for an approval. */
    public String rule() {
        return rule;
    }

    /** Names this decision in the gateway's trail. */
    public String decisionId() {
        return decisionId;
    }

    /** The request that people answer; needed to run the statement later. */
    public String requestId() {
        return requestId;
    }
}
