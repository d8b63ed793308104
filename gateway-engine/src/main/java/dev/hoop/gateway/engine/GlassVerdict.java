package dev.hoop.gateway.engine;

/** What people say, afterwards, of a requester who did not wait for them. */
public enum GlassVerdict {
    JUSTIFIED,
    NOT_JUSTIFIED
}
