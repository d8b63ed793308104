package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ApprovalAction;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.util.List;

/**
 * The answering side of approvals: lists, reads and answers held statements, as the subject of its token. Has a connection of its own.
 * Thread-safe.
 */
public final class ApprovalsClient implements AutoCloseable {
    private final RemoteConnection connection;

    private ApprovalsClient(RemoteConnection connection) {
        this.connection = connection;
    }

    /** Connects and logs in; throws what {@link RemoteConnection#connect} throws. */
    public static ApprovalsClient connect(RemoteOptions options) {
        return new ApprovalsClient(RemoteConnection.connect(options));
    }

    /** The requests that this subject may answer or has asked. */
    public List<ApprovalRequest> list() {
        return ask(ApprovalAction.LIST, "", "");
    }

    /**
     * One request, whatever its state.
     *
     * @throws RequestFailedException if there is no such request, or none that this subject may see
     */
    public ApprovalRequest read(String requestId) {
        return one(ApprovalAction.READ, requestId, "");
    }

    /**
     * Approves, and returns the request as it stands then: with a quorum it may still be pending.
     *
     * @throws RequestFailedException if this subject may not answer, or the request is no longer pending
     */
    public ApprovalRequest approve(String requestId, String reason) {
        return one(ApprovalAction.APPROVE, requestId, reason);
    }

    /**
     * Refuses; the requester is told the reason.
     *
     * @throws RequestFailedException if this subject may not answer, or the request is no longer pending
     */
    public ApprovalRequest refuse(String requestId, String reason) {
        return one(ApprovalAction.REFUSE, requestId, reason);
    }

    /** Takes back a request of this subject's own. */
    public ApprovalRequest withdraw(String requestId, String reason) {
        return one(ApprovalAction.WITHDRAW, requestId, reason);
    }

    /** Tells a listener of requests as they come and change, until the watch or this client is closed. */
    public ApprovalWatch watch(ApprovalWatch.Listener listener) {
        return ApprovalWatch.start(this::list, listener, ApprovalWatch.DEFAULT_INTERVAL);
    }

    /** The connection underneath, to see whether it lives. */
    public RemoteConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.close();
    }

    private ApprovalRequest one(ApprovalAction action, String requestId, String reason) {
        List<ApprovalRequest> answer = ask(action, requestId, reason);
        if (answer.size() != 1) {
            throw connection.violated("an approval was answered by " + answer.size() + " requests");
        }
        return answer.get(0);
    }

    private List<ApprovalRequest> ask(ApprovalAction action, String requestId, String reason) {
        ServerMessage answer = connection
                .start(new ClientMessage.Approvals(action, requestId, reason))
                .next();
        if (answer instanceof ServerMessage.ApprovalList list) {
            return list.requests();
        }
        throw connection.violated("Approvals was answered by " + answer.type());
    }
}
