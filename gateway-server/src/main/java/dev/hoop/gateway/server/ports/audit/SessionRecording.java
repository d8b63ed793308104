package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.policy.Allowed;

/** Keeps what one session's subject saw, for replay: statements, verdicts and rows as masked, up to a cap. One thread at a time. */
public interface SessionRecording extends AutoCloseable {
    /** A refused or held statement; the text as submitted, parameters by class. */
    void judged(dev.hoop.gateway.engine.Claim claim, dev.hoop.gateway.engine.policy.Verdict verdict);

    /** A statement that is about to run. */
    void began(Allowed allowed, AuditReceipt receipt);

    /** The same rows, with a copy of what passes kept, up to the recording's cap. The rows given are already masked. */
    Rows tap(AuditReceipt receipt, Rows masked);

    void ended(AuditReceipt receipt, Outcome outcome);

    @Override
    void close();
}
