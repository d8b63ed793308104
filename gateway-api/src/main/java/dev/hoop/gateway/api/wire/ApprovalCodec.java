package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import java.time.Instant;

/** The bytes of a request for approval. */
final class ApprovalCodec {
    private ApprovalCodec() {}

    static void write(ApprovalRequest request, WireWriter out) {
        out.text(request.id());
        out.constant(request.state());
        out.text(request.requester());
        out.text(request.target());
        out.text(request.task());
        out.text(request.rule());
        out.text(request.reason());
        out.text(request.statement());
        out.texts(request.parameters());
        out.texts(request.touches());
        out.texts(request.approvers());
        out.i32(request.needed());
        out.texts(request.approvedBy());
        out.i64(request.askedAt().toEpochMilli());
        out.i64(request.expiresAt().toEpochMilli());
        out.text(request.answerAt());
    }

    static ApprovalRequest read(WireReader in) {
        return new ApprovalRequest(
                in.text(),
                in.constant(ApprovalRequest.State.values()),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.texts(),
                in.texts(),
                in.texts(),
                in.i32(),
                in.texts(),
                Instant.ofEpochMilli(in.i64()),
                Instant.ofEpochMilli(in.i64()),
                in.text());
    }
}
