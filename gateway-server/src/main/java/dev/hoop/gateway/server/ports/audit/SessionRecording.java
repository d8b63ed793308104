package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Verdict;

/**
 * Keeps what one session's subject saw, for replay: statements, verdicts and rows as masked, up to a cap. One thread at a time.
 *
 * <p>A recording has no holes. Once something could not be kept, every method but {@link #close} throws {@link
 * AuditUnavailableException}: before its effect a statement does not run; after it the session ends.
 */
public interface SessionRecording extends AutoCloseable {
    /** A refused or held statement; the text as submitted, parameters by type. */
    void judged(Claim claim, Verdict verdict);

    /**
     * A statement or command that is about to run. Kept when this returns where it is a command, or as durable as {@link
     * Durability#STRICT}; else within milliseconds, since its intent in the trail says the same and stands there already.
     */
    void began(Allowed allowed, AuditReceipt receipt, Durability durability);

    /** The same rows, with a copy of what passes kept, up to the recording's cap. The rows given are already masked. */
    Rows tap(AuditReceipt receipt, Rows masked);

    /** What a command or shell wrote to its subject, as masked. May be put off for a moment, but not until the end. */
    void wrote(AuditReceipt receipt, CommandRun.Stream stream, byte[] bytes, int offset, int length);

    /** What the gateway itself showed at the subject's terminal: prompts, lines as they were edited, notices. Kept when this returns. */
    void showed(byte[] bytes, int offset, int length);

    /** What a subject typed into a command or shell, which has shown it back. Kept when this returns. */
    void typed(AuditReceipt receipt, String text);

    /** A part of a file on its way to the subject or to the target, and where in the file it stands. Kept when this returns. */
    void content(AuditReceipt receipt, long at, byte[] bytes, int offset, int length);

    /** What a command or shell is shown in. Kept when this returns. */
    void terminal(AuditReceipt receipt, int columns, int rows);

    void ended(AuditReceipt receipt, Outcome outcome);

    /** Completes the recording. Never throws: the session has ended. */
    @Override
    void close();
}
