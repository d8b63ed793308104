package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Held;

/** The tamper-evident record of what was asked, judged and done. Thread-safe. */
public interface AuditTrail extends AutoCloseable {
    /**
     * Records that an allowed statement is about to run.
     *
     * @throws AuditUnavailableException if the record could not be made as durable as asked, within the trail's deadline; the statement must
     *     not run
     */
    AuditReceipt intent(Allowed allowed, Durability durability);

    /** Records a refusal. @throws AuditUnavailableException as {@link #intent}; the subject is refused all the same */
    void refusal(Claim claim, Denied denied);

    /** Records that a statement waits for people. @throws AuditUnavailableException as {@link #intent} */
    void held(Claim claim, Held held, String requestId);

    /** Records how a statement ended. Never throws: the effect has happened; a failure is reported to operators and stops new intents. */
    void outcome(AuditReceipt receipt, Outcome outcome);

    /**
     * Records anything else worth keeping: logins, sessions, votes, changes of tokens and policy.
     *
     * @throws AuditUnavailableException as {@link #intent}, unless the event {@linkplain TrailEvent#ends takes something away}: then it
     *     never throws, and is recorded as soon as it can be
     */
    void event(TrailEvent event);

    /** Begins the recording of a session. @throws AuditUnavailableException if it cannot be written; the session must not begin */
    SessionRecording recording(SessionOpening opening);

    /** Writes what is pending and signs the last checkpoint. */
    @Override
    void close();
}
