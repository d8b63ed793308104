package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;

/** A statement changed more rows than it may, and was rolled back. */
final class RowBoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long bound;
    private final long measured;
    private final String decision;

    RowBoundException(long bound, long measured, String decision) {
        super("more rows than the bound");
        this.bound = bound;
        this.measured = measured;
        this.decision = decision;
    }

    /** How many rows it would have changed. */
    long measured() {
        return measured;
    }

    /** What its subject is told. */
    StatementFailedException told() {
        return StatementFailedException.rolledBack(
                ErrorCode.LIMIT_EXCEEDED,
                "the statement would change more than the %d rows it is allowed to; it was rolled back. Narrow it, or ask for a larger bound"
                        .formatted(bound),
                decision);
    }
}
