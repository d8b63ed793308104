package dev.hoop.gateway.engine;

/** What a person found that became of an execution whose end nobody knew. */
public enum ExecutionFinding {
    /** It ran; its approval is used up. */
    RAN,
    /** It did not; the approval lapses, and whoever still wants it asks again. */
    DID_NOT_RUN
}
