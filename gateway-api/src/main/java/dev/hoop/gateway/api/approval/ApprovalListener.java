package dev.hoop.gateway.api.approval;

/**
 * Tells the asking side what becomes of a held statement.
 *
 * <p>Both methods are called on the thread that waits for the statement, so they must return soon; an implementation that answers
 * elsewhere (a chat message, another client) does so on a thread of its own. An exception from a listener withdraws the request.
 */
public interface ApprovalListener {
    /** The statement waits for people. May be called again, with the same request id, while the wait lasts. */
    void pending(ApprovalRequest request);

    /** The wait is over. On approval the statement runs after this method returns. */
    void decided(ApprovalDecision decision);
}
