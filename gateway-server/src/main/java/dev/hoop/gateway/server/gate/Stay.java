package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.ports.targets.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What every session has, whatever it carries: who stays at which target, by which proof, and whether it may go on. Thread-safe. */
final class Stay {
    private final Gate gate;
    private final SessionId id;
    private final Opening opening;
    private final Target target;
    private final SessionRecording recording;
    private final Instant since;
    private final AtomicLong decisions = new AtomicLong();
    private volatile Visitor visitor;
    private volatile Runnable stop = () -> {};
    private volatile Consumer<GatewayException> onEnd = reason -> {};
    private volatile @Nullable GatewayException ended;
    private volatile boolean closed;
    private volatile boolean unrecorded;

    Stay(Gate gate, SessionId id, Visitor visitor, Opening opening, Target target, SessionRecording recording) {
        this.gate = gate;
        this.id = id;
        this.visitor = visitor;
        this.opening = opening;
        this.target = target;
        this.recording = recording;
        this.since = gate.clock().instant();
    }

    Instant since() {
        return since;
    }

    /** What stops everything under way in the session; called by the thread that ends it. */
    void stopsBy(Runnable stopping) {
        stop = stopping;
    }

    /** Told once, by the ending thread, when the session is ended from outside. */
    void onEnd(Consumer<GatewayException> callback) {
        onEnd = callback;
    }

    /** Goes on with a newer proof of the same subject. */
    void renew(Visitor renewed) {
        if (!renewed.subject().name().equals(visitor.subject().name())) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the new token is for another subject");
        }
        visitor = renewed;
    }

    /** Ends the session against its subject's will: what runs is cancelled, nothing new is taken. Any thread. */
    void end(ErrorCode code, String why) {
        end(code, why, "");
    }

    /**
     * The same, where somebody wants it.
     *
     * @param by who; empty for nobody
     */
    void end(ErrorCode code, String why, String by) {
        GatewayException reason = new GatewayException(code, "this session was ended: " + why);
        synchronized (this) {
            if (ended != null || closed) {
                return;
            }
            ended = reason;
        }
        gate.record(
                "session-revoked",
                subjectName(),
                target.name().value(),
                id.value(),
                by.isEmpty() ? Map.of("code", code.name()) : Map.of("code", code.name(), "by", by, "reason", why));
        stop.run();
        onEnd.accept(reason);
    }

    /** Whether this call is the one that closes the session. */
    synchronized boolean closes() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Throws unless the session takes another statement. */
    void requireOpen() {
        GatewayException reason = ended;
        if (reason != null) {
            throw reason;
        }
        if (closed) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "the session is closed");
        }
        Optional<Instant> expiry = visitor.expiresAt();
        if (expiry.isPresent() && !gate.clock().instant().isBefore(expiry.get())) {
            throw new GatewayException(
                    ErrorCode.TOKEN_EXPIRED,
                    "the token of this session has expired; refresh it or connect with a new one");
        }
        if (unrecorded) {
            throw ended(ErrorCode.SESSION_REVOKED, "its recording could not be completed; connect again");
        }
        Optional<Denied> refused = gate.standing(this);
        if (refused.isPresent()) {
            throw ended(ErrorCode.SESSION_REVOKED, refused.get().why());
        }
    }

    private GatewayException ended(ErrorCode code, String why) {
        end(code, why);
        return new GatewayException(code, "this session was ended: " + why);
    }

    /** The recording has a hole: the statement under way is told, the next call ends the session. */
    void takeNoMore() {
        unrecorded = true;
    }

    /** The recording has a hole, and nobody waits for a statement's end: the session ends now. */
    void endUnrecorded() {
        takeNoMore();
        end(ErrorCode.SESSION_REVOKED, "its recording could not be completed; connect again");
    }

    /** Whether it neither was ended nor closed itself, and its proof and grant stand. */
    boolean isGood() {
        return !isEnded() && gate.standing(this).isEmpty();
    }

    /** Whether the session takes no more statements; asked while waiting. */
    boolean isEnded() {
        return ended != null || closed;
    }

    DecisionId nextDecision() {
        return new DecisionId(id.value() + "-" + decisions.incrementAndGet());
    }

    String subjectName() {
        return visitor.subject().name().value();
    }

    Gate gate() {
        return gate;
    }

    SessionId id() {
        return id;
    }

    Visitor visitor() {
        return visitor;
    }

    Opening opening() {
        return opening;
    }

    /** The policy in force, as it is for this subject and task. */
    Policy policy() {
        return gate.policy(visitor.subject(), task());
    }

    Optional<TaskId> task() {
        return opening.task();
    }

    Target target() {
        return target;
    }

    SessionRecording recording() {
        return recording;
    }
}
