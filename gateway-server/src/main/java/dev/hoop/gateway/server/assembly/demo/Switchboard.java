package dev.hoop.gateway.server.assembly.demo;

import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one listener of a connection, handing on to whoever the statement at hand is about. */
final class Switchboard implements ApprovalListener {
    private final AtomicReference<@Nullable ApprovalListener> at = new AtomicReference<>();

    void to(ApprovalListener listener) {
        at.set(listener);
    }

    @Override
    public void pending(ApprovalRequest request) {
        ApprovalListener listener = at.get();
        if (listener != null) {
            listener.pending(request);
        }
    }

    @Override
    public void decided(ApprovalDecision decision) {
        ApprovalListener listener = at.get();
        if (listener != null) {
            listener.decided(decision);
        }
    }
}
