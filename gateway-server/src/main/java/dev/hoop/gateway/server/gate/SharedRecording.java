package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Verdict;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.SessionRecording;

/** A recording that several commands of one session write at once: one of them at a time. */
final class SharedRecording implements SessionRecording {
    private final SessionRecording recording;

    SharedRecording(SessionRecording recording) {
        this.recording = recording;
    }

    @Override
    public synchronized void judged(Claim claim, Verdict verdict) {
        recording.judged(claim, verdict);
    }

    @Override
    public synchronized void began(Allowed allowed, AuditReceipt receipt) {
        recording.began(allowed, receipt);
    }

    @Override
    public synchronized Rows tap(AuditReceipt receipt, Rows masked) {
        return recording.tap(receipt, masked);
    }

    @Override
    public synchronized void wrote(
            AuditReceipt receipt, CommandRun.Stream stream, byte[] bytes, int offset, int length) {
        recording.wrote(receipt, stream, bytes, offset, length);
    }

    @Override
    public synchronized void terminal(AuditReceipt receipt, int columns, int rows) {
        recording.terminal(receipt, columns, rows);
    }

    @Override
    public synchronized void ended(AuditReceipt receipt, Outcome outcome) {
        recording.ended(receipt, outcome);
    }

    @Override
    public synchronized void close() {
        recording.close();
    }
}
