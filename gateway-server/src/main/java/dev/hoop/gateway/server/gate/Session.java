package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.api.wire.TransactAction;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.Target;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subject at one target through one door, from login to end. Only the gate makes one.
 *
 * <p>One thread at a time works in a session; {@link #cancel} and {@link #end} may be called by any thread at any time.
 */
public final class Session implements AutoCloseable {
    /** Switching autocommit on ends the transaction. */
    private static final StateSetting COMMITS = new StateSetting(SessionSetting.AUTO_COMMIT, "true");

    private final Gate gate;
    private final SessionId id;
    private final Opening opening;
    private final Target target;
    private final Connector connector;
    private final TargetLink link;
    private final SessionRecording recording;
    private final Road road;
    private volatile Visitor visitor;
    private volatile @Nullable GatewayException ended;
    private volatile Consumer<GatewayException> onEnd = reason -> {};
    private volatile boolean closed;
    private volatile boolean unrecorded;
    private volatile boolean unsettledDefinitions;
    private long decisions;

    Session(
            Gate gate,
            SessionId id,
            Visitor visitor,
            Opening opening,
            Target target,
            Connector connector,
            SessionRecording recording) {
        this.gate = gate;
        this.id = id;
        this.visitor = visitor;
        this.opening = opening;
        this.target = target;
        this.connector = connector;
        this.recording = recording;
        this.link = connector.open(target, opening.zone());
        this.road = new Road(gate, this);
        link.apply(opening.state());
    }

    public String id() {
        return id.value();
    }

    /** What the driver answers about the target without asking: see {@code TargetProfile}. */
    public Map<String, String> facts() {
        return connector.profile(target).facts();
    }

    /** The settings of the session as the target has them. */
    public List<StateSetting> state() {
        return link.state();
    }

    /** Judges, records, runs and masks. The answer must be closed; nothing else may be asked of the session before it is read or parked. */
    public Answer execute(Work work) {
        requireOpen();
        return road.travel(work);
    }

    /** The parameters and columns of a text that would be allowed; nothing runs. */
    public Description describe(String text) {
        requireOpen();
        return road.describe(
                new Work(text, List.of(List.<Parameter>of()), RunOptions.PLAIN, Optional.empty(), Road.NOBODY));
    }

    /** Ends or divides the transaction. Answers the name of a savepoint that was set, else nothing. */
    public Optional<String> transact(TransactAction action, String savepoint) {
        requireOpen();
        if (action == TransactAction.COMMIT || action == TransactAction.ROLLBACK) {
            gate.record("transaction", subjectName(), target.name().value(), id(), Map.of("action", action.name()));
        }
        try {
            switch (action) {
                case COMMIT -> link.commit();
                case ROLLBACK -> link.rollback();
                case SET_SAVEPOINT -> {
                    return Optional.of(link.savepoint(savepoint));
                }
                case ROLLBACK_TO_SAVEPOINT -> link.rollbackTo(savepoint);
                case RELEASE_SAVEPOINT -> link.release(savepoint);
            }
            return Optional.empty();
        } catch (TargetException failure) {
            throw road.unjudged(failure);
        } finally {
            if (action == TransactAction.COMMIT || action == TransactAction.ROLLBACK) {
                settleDefinitions();
            }
        }
    }

    /** A statement may have changed definitions: for itself at once, for others when its transaction ends. */
    void changedDefinitions() {
        unsettledDefinitions = true;
        connector.forget(target);
    }

    /** A text may have ended the transaction, or only divided it. */
    void mayHaveSettledDefinitions() {
        if (unsettledDefinitions) {
            connector.forget(target);
        }
    }

    /** The transaction has ended: what was read of the catalogue while it was open is out of date. */
    private void settleDefinitions() {
        mayHaveSettledDefinitions();
        unsettledDefinitions = false;
    }

    /** Applies settings the subject's driver asked for. */
    public void apply(List<StateSetting> settings) {
        requireOpen();
        try {
            link.apply(settings);
        } catch (TargetException failure) {
            throw road.unjudged(failure);
        } finally {
            if (settings.contains(COMMITS)) {
                settleDefinitions();
            }
        }
    }

    /** The rows of one method of {@link java.sql.DatabaseMetaData}: names and types, never row values. */
    public Rows metadata(String method, List<Value> arguments) {
        requireOpen();
        gate.record("metadata", subjectName(), target.name().value(), id(), Map.of("method", method));
        try {
            return link.metadata(method, arguments);
        } catch (TargetException failure) {
            throw road.unjudged(failure);
        }
    }

    /** Whether gateway and target would take a statement now. */
    public boolean alive(java.time.Duration within) {
        return ended == null && !closed && gate.standing(this).isEmpty() && link.alive(within);
    }

    /** Goes on with a newer proof of the same subject. */
    public void renew(Visitor renewed) {
        if (!renewed.subject().name().equals(visitor.subject().name())) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the new token is for another subject");
        }
        visitor = renewed;
    }

    /** Called once, by the ending thread, when the session is ended from outside; the door closes its socket. */
    public void onEnd(Consumer<GatewayException> callback) {
        onEnd = callback;
    }

    /** Cancels what runs; withdraws what waits for people. Any thread. */
    public void cancel() {
        road.cancel();
        link.cancel();
    }

    /** The subject has left: what runs is cancelled, and what waits for people stays, to be resumed. Any thread. */
    public void abandon() {
        road.detach();
        link.stop();
    }

    /** Ends the session against its subject's will: what runs is cancelled, nothing new is taken. Any thread. */
    void end(ErrorCode code, String why) {
        GatewayException reason = new GatewayException(code, "this session was ended: " + why);
        synchronized (this) {
            if (ended != null || closed) {
                return;
            }
            ended = reason;
        }
        gate.record("session-revoked", subjectName(), target.name().value(), id(), Map.of("code", code.name()));
        road.detach();
        link.stop();
        onEnd.accept(reason);
    }

    /** Rolls back what is open and gives the target connection back. A request that waits for people stays pending and may be resumed. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        road.detach();
        try {
            link.close();
        } finally {
            settleDefinitions();
            recording.close();
            gate.closed(this);
        }
    }

    private void requireOpen() {
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

    private String subjectName() {
        return visitor.subject().name().value();
    }

    /** Whether the session still takes statements; asked while waiting. */
    boolean isEnded() {
        return ended != null || closed;
    }

    DecisionId nextDecision() {
        return new DecisionId(id.value() + "-" + ++decisions);
    }

    SessionId sessionId() {
        return id;
    }

    Visitor visitor() {
        return visitor;
    }

    Opening opening() {
        return opening;
    }

    Optional<TaskId> task() {
        return opening.task();
    }

    Target target() {
        return target;
    }

    Connector connector() {
        return connector;
    }

    TargetLink link() {
        return link;
    }

    SessionRecording recording() {
        return recording;
    }
}
