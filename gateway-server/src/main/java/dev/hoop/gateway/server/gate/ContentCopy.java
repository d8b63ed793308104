package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;

/** Keeps the content of one file in the recording as it passes, up to a bound. One thread at a time. */
final class ContentCopy {
    private final Stay stay;
    private final AuditReceipt receipt;
    private final long most;
    private long kept;

    /** @param most the most bytes that are kept; zero for none */
    ContentCopy(Stay stay, AuditReceipt receipt, long most) {
        this.stay = stay;
        this.receipt = receipt;
        this.most = most;
    }

    /**
     * Keeps a part before it passes.
     *
     * @throws AuditUnavailableException if it cannot be kept; it must not pass, and the session has ended
     */
    void take(long at, byte[] bytes, int offset, int length) {
        int some = (int) Math.min(length, most - kept);
        if (some <= 0) {
            return;
        }
        kept += some;
        try {
            stay.recording().content(receipt, at, bytes, offset, some);
        } catch (AuditUnavailableException unrecorded) {
            stay.endUnrecorded();
            throw unrecorded;
        }
    }

    void remark(Tally tally) {
        if (most > 0) {
            tally.remark("kept_bytes", Long.toString(kept));
        }
    }
}
