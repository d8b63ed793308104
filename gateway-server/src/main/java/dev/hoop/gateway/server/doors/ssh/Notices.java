package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Tells a waiting client who is asked, until when, and what they said. */
final class Notices implements Voice {
    private static final long REPEAT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Consumer<String> teller;
    private long saidAt;
    private int votes = -1;

    Notices(Consumer<String> teller) {
        this.teller = teller;
    }

    @Override
    public void say(String text) {
        teller.accept(text);
    }

    @Override
    public void refused(GatewayException why) {
        teller.accept(String.valueOf(why.getMessage()));
    }

    @Override
    public void pending(ApprovalRequest request) {
        long now = System.nanoTime();
        if (votes < 0) {
            teller.accept("rule '%s' holds this command: %s".formatted(request.rule(), request.reason()));
            teller.accept("waiting for %s (%d needed), request %s, until %s; Ctrl-C withdraws it"
                    .formatted(
                            String.join(", ", request.approvers()),
                            request.needed(),
                            request.id(),
                            request.expiresAt().truncatedTo(ChronoUnit.SECONDS)));
        } else if (votes != request.approvedBy().size() || now - saidAt >= REPEAT_NANOS) {
            teller.accept("still waiting, %d of %d have approved"
                    .formatted(request.approvedBy().size(), request.needed()));
        } else {
            return;
        }
        votes = request.approvedBy().size();
        saidAt = now;
    }

    @Override
    public void decided(ApprovalDecision decision) {
        if (decision.state() == ApprovalRequest.State.APPROVED) {
            teller.accept("approved by " + decision.by());
        }
    }

    /** A line of the gateway's own; nothing in it can steer a terminal. */
    static byte[] line(String text, boolean toTerminal) {
        String line = "hoop: " + VisibleText.of(text) + "\n";
        return (toTerminal ? line.replace("\n", "\r\n") : line).getBytes(StandardCharsets.UTF_8);
    }
}
