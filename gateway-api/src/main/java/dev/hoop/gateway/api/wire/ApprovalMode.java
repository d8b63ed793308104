package dev.hoop.gateway.api.wire;

/** What the caller wants to happen when a statement is held. */
public enum ApprovalMode {
    /** The call blocks until people have decided, or the wait is over. */
    WAIT,
    /** The call fails at once with the request's id; the approved statement is run later by naming that id. */
    FAIL,
    /** As {@link #WAIT}, and a listener of the caller is told. */
    CALLBACK
}
