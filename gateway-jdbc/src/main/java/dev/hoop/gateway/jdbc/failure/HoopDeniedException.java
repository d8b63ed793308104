package dev.hoop.gateway.jdbc.failure;

import java.sql.SQLNonTransientException;

/**
 * The gateway refused a statement: a rule denies it, nobody may use the target so, or people refused the approval it needed. Nothing of it
 * reached the database, and the connection stays good. The SQLState is 42501, which pools and frameworks know as "no privilege".
 */
public final class HoopDeniedException extends SQLNonTransientException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String decisionId;
    private final String requestId;

    HoopDeniedException(
            String message, String sqlState, int vendorCode, String rule, String decisionId, String requestId) {
        super(message, sqlState, vendorCode);
        this.rule = rule;
        this.decisionId = decisionId;
        this.requestId = requestId;
    }

    /** The rule of the policy that refused, or empty where no single rule did. */
    public String rule() {
        return rule;
    }

    /** Names this decision in the gateway's trail; give it to whoever can help. */
    public String decisionId() {
        return decisionId;
    }

    /** The request for approval that was refused or has expired, or empty where none was made. */
    public String requestId() {
        return requestId;
    }
}
