package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.IOException;
import java.time.Duration;

/** Tells the driver that its statement is held: when that begins, when something has changed, and often enough to be seen to live. */
final class HeldNotices implements ApprovalListener {
    private static final long REPEAT_NANOS = Duration.ofSeconds(20).toNanos();

    private final Carrier carrier;
    private final int stream;
    private final Runnable gone;
    private long saidAt;
    private int votes = -1;

    /** @param gone called when the peer cannot be told; must not throw, or the request would be withdrawn, and it is to stay */
    HeldNotices(Carrier carrier, int stream, Runnable gone) {
        this.carrier = carrier;
        this.stream = stream;
        this.gone = gone;
    }

    @Override
    public void pending(ApprovalRequest request) {
        long now = System.nanoTime();
        boolean news = request.approvedBy().size() != votes;
        if (news || now - saidAt >= REPEAT_NANOS) {
            votes = request.approvedBy().size();
            saidAt = now;
            send(new ServerMessage.Pending(request));
        }
    }

    @Override
    public void decided(ApprovalDecision decision) {
        send(new ServerMessage.Decided(decision.requestId(), decision.state(), decision.by(), decision.reason()));
    }

    private void send(ServerMessage message) {
        try {
            carrier.send(stream, message);
        } catch (IOException e) {
            gone.run();
        }
    }
}
