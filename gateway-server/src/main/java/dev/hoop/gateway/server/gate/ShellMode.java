package dev.hoop.gateway.server.gate;

/** What a target allows of interactive shells. */
public enum ShellMode {
    /** None: single commands, each judged whole. */
    EXEC_ONLY,
    /** The gateway reads the lines; each complete construct is judged before it runs. */
    GATED,
    /** Everything passes, and all that is shown is recorded. */
    RECORDED
}
