package dev.hoop.gateway.api;

/**
 * What a failed statement did to the target: the one fact that tells a caller whether it is safe to try again.
 *
 * <p>The order is stable and travels in the remote protocol as the ordinal; new constants go to the end.
 */
public enum Effect {
    /** Nothing of the statement reached the target. A retry cannot run it twice. */
    NOT_SENT,
    /** The statement was sent and its result was never learned. Only a person or the caller's own check can tell. */
    SENT_UNKNOWN,
    /** The target rolled the statement (or its whole transaction) back. */
    ROLLED_BACK,
    /** The target has carried the statement out. */
    APPLIED
}
