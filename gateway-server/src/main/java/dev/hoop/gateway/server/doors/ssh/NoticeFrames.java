package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageEncoder;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.server.gate.StatementFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Speaks to a program that asked for it: in channel requests {@code notice@hoop.dev}, each with one frame of the remote protocol, PENDING,
 * DECIDED or FAILURE. Nothing of the gateway's own is then among what its command writes.
 */
final class NoticeFrames implements Voice {
    static final String REQUEST = "notice@hoop.dev";

    private static final long REPEAT_NANOS = Duration.ofSeconds(10).toNanos();
    /** A longer statement is left out: who asked has it, and a frame has room for 16 KiB. */
    private static final int LONGEST_STATEMENT = 4096;

    private static final int MOST_SHOWN = 40;

    private final Carrier carrier;
    private long saidAt;
    private int votes = -1;

    /** Sends a channel request of that name. */
    interface Carrier {
        void send(String request, byte[] content) throws IOException;
    }

    NoticeFrames(Carrier carrier) {
        this.carrier = carrier;
    }

    @Override
    public void say(String text) {
        // for persons; a program is told the same by the other frames
    }

    @Override
    public void pending(ApprovalRequest request) {
        long now = System.nanoTime();
        if (votes == request.approvedBy().size() && now - saidAt < REPEAT_NANOS) {
            return;
        }
        votes = request.approvedBy().size();
        saidAt = now;
        send(new ServerMessage.Pending(bounded(request)));
    }

    @Override
    public void decided(ApprovalDecision decision) {
        send(new ServerMessage.Decided(decision.requestId(), decision.state(), decision.by(), decision.reason()));
    }

    @Override
    public void refused(GatewayException why) {
        ErrorCode code = why.code();
        Effect effect =
                code == ErrorCode.INTERNAL || code == ErrorCode.TARGET_LOST ? Effect.SENT_UNKNOWN : Effect.NOT_SENT;
        String rule = "";
        String decision = "";
        String request = "";
        if (why instanceof StatementFailedException failed) {
            effect = failed.report().effect();
            rule = failed.report().rule();
            decision = failed.report().decisionId();
            request = failed.report().requestId();
        }
        send(new ServerMessage.Failure(
                code.number(),
                code.sqlState(),
                code.number(),
                "",
                String.valueOf(why.getMessage()),
                effect,
                rule,
                decision,
                request,
                retry(code),
                Map.of(),
                List.of(),
                List.of(),
                List.of()));
    }

    /** The numbers of the protocol, which stay even if the order of the constants does not. */
    private static int retry(ErrorCode code) {
        return switch (code.retry()) {
            case NO -> 0;
            case SAME_STATEMENT -> 1;
            case RECONNECT -> 2;
            case AFTER_APPROVAL -> 3;
        };
    }

    private static ApprovalRequest bounded(ApprovalRequest request) {
        return new ApprovalRequest(
                request.id(),
                request.state(),
                request.requester(),
                request.target(),
                request.task(),
                request.rule(),
                request.reason(),
                request.statement().length() > LONGEST_STATEMENT ? "" : request.statement(),
                List.of(),
                List.of(),
                request.approvers().stream().limit(MOST_SHOWN).toList(),
                request.needed(),
                request.approvedBy().stream().limit(MOST_SHOWN).toList(),
                request.askedAt(),
                request.expiresAt(),
                request.answerAt());
    }

    private void send(ServerMessage message) {
        WireWriter frame = new WireWriter();
        try {
            new MessageEncoder(Limits.BEFORE_LOGIN).encode(0, message, frame);
            carrier.send(REQUEST, frame.toByteArray());
        } catch (IOException e) {
            // the client has left: whoever carries its streams finds out
        }
    }
}
