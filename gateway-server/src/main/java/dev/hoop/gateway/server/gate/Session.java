package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.api.wire.TargetFacts;
import dev.hoop.gateway.api.wire.TransactAction;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One subject at one target through one door, from login to end. Only the gate makes one.
 *
 * <p>One thread at a time works in a session; {@link #cancel} and {@link #abandon} may be called by any thread at any time.
 */
public final class Session implements AutoCloseable {
    /** Switching autocommit on ends the transaction. */
    private static final StateSetting COMMITS = new StateSetting(SessionSetting.AUTO_COMMIT, "true");

    private final Stay stay;
    private final Connector connector;
    private final TargetLink link;
    private final Road road;
    private volatile boolean unsettledDefinitions;

    Session(Stay stay, Connector connector) {
        this.stay = stay;
        this.connector = connector;
        this.link = connector.open(stay.target(), stay.opening().zone());
        this.road = new Road(stay, connector, link, new Definitions());
        stay.stopsBy(this::abandon);
        link.apply(stay.opening().state());
    }

    public String id() {
        return stay.id().value();
    }

    /** What the driver answers about the target without asking: see {@code TargetProfile}. */
    public TargetFacts facts() {
        return connector.profile(stay.target()).facts();
    }

    /** The settings of the session as the target has them. */
    public List<StateSetting> state() {
        return link.state();
    }

    /** Judges, records, runs and masks. The answer must be closed; nothing else may be asked of the session before it is read or parked. */
    public Answer execute(Work work) {
        stay.requireOpen();
        return road.travel(work);
    }

    /** The parameters and columns of a text that would be allowed; nothing runs. */
    public Description describe(String text) {
        stay.requireOpen();
        return road.describe(
                new Work(text, List.of(List.<Parameter>of()), false, RunOptions.PLAIN, Optional.empty(), Road.NOBODY));
    }

    /** Ends or divides the transaction. Answers the name of a savepoint that was set, else nothing. */
    public Optional<String> transact(TransactAction action, String savepoint) {
        stay.requireOpen();
        if (action == TransactAction.COMMIT || action == TransactAction.ROLLBACK) {
            record("transaction", Map.of("action", action.name()));
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

    /** A text may have ended the transaction, or only divided it. */
    private void mayHaveSettledDefinitions() {
        if (unsettledDefinitions) {
            connector.forget(stay.target());
        }
    }

    /** The transaction has ended: what was read of the catalogue while it was open is out of date. */
    private void settleDefinitions() {
        mayHaveSettledDefinitions();
        unsettledDefinitions = false;
    }

    /** Applies settings the subject's driver asked for. */
    public void apply(List<StateSetting> settings) {
        stay.requireOpen();
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
        stay.requireOpen();
        record("metadata", Map.of("method", method));
        try {
            return link.metadata(method, arguments);
        } catch (TargetException failure) {
            throw road.unjudged(failure);
        }
    }

    /** Whether gateway and target would take a statement now. */
    public boolean alive(java.time.Duration within) {
        return stay.isGood() && link.alive(within);
    }

    /** Goes on with a newer proof of the same subject. */
    public void renew(Visitor renewed) {
        stay.renew(renewed);
    }

    /** Called once, by the ending thread, when the session is ended from outside; the door closes its socket. */
    public void onEnd(Consumer<GatewayException> callback) {
        stay.onEnd(callback);
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

    /** Rolls back what is open and gives the target connection back. A request that waits for people stays pending and may be resumed. */
    @Override
    public void close() {
        if (!stay.closes()) {
            return;
        }
        road.detach();
        try {
            link.close();
        } finally {
            settleDefinitions();
            stay.recording().close();
            stay.gate().closed(stay);
        }
    }

    private void record(String kind, Map<String, String> fields) {
        stay.gate().record(kind, stay.subjectName(), stay.target().name().value(), id(), fields);
    }

    /** Keeps what is known of the target's definitions in step with what statements do to them. */
    private final class Definitions implements Ending.Aftermath {
        @Override
        public void planMismatched() {
            connector.forget(stay.target()); // the next attempt reads the catalogue afresh
        }

        @Override
        public void ended(Set<StatementKind> kinds) {
            boolean changes = kinds.stream().anyMatch(kind -> switch (kind) {
                case CREATE, ALTER, DROP, CALL, OPAQUE, ADMIN -> true;
                default -> false;
            });
            if (changes) { // for itself at once, for others when its transaction ends
                unsettledDefinitions = true;
                connector.forget(stay.target());
            } else if (kinds.contains(StatementKind.TRANSACTION)) {
                mayHaveSettledDefinitions();
            }
        }
    }
}
