package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One session's hold on a target. Takes a pooled connection when something runs, gives it back when nothing lives on it: no transaction,
 * open cursor, temporary object or changed setting. One thread at a time uses it, except for {@link #cancel} and {@link #stop}.
 *
 * <p>Every method but {@code cancel}, {@code stop} and {@code close} may throw {@link TargetException}.
 */
public interface TargetLink extends AutoCloseable {
    /** The settings in force, by which the next statement must be read. */
    SessionSettings settings();

    /**
     * The definitions by which the next statement must be read, where this session has made some that others do not see: temporary
     * objects, or what its open transaction has changed. Empty where the target's own catalogue tells all.
     */
    Optional<Catalogue> ownCatalogue();

    /** Runs exactly what the permit allows, once per row of parameters. The answer is read before anything else is asked of the link. */
    Answer run(Permit permit, RunOptions options);

    /** Whether the target can undo all that the permitted statement itself changes. */
    default boolean undoes(Permit permit) {
        return true;
    }

    /** Whether {@link #estimate} may know something now. */
    default boolean estimates() {
        return false;
    }

    /**
     * How many rows the permitted statement would change, as the target estimates; empty where it does not, or not without leaving a trace
     * on the session. Nothing runs.
     */
    default OptionalLong estimate(Permit permit) {
        return OptionalLong.empty();
    }

    /** The parameters and columns of the permitted text; nothing runs. */
    Description describe(Permit permit);

    /** Applies settings that the subject asked for through its driver. */
    void apply(List<StateSetting> settings);

    void commit();

    void rollback();

    /** Sets a savepoint and returns the name it is known by. */
    String savepoint(String name);

    void rollbackTo(String savepoint);

    void release(String savepoint);

    /** Calls one method of {@link java.sql.DatabaseMetaData} that answers with rows. */
    Rows metadata(String method, List<Value> arguments);

    /** The state of the session at the target, complete, for the driver to mirror. */
    List<StateSetting> state();

    /** Whether the target answers in time. */
    boolean alive(Duration within);

    /** Cancels what runs, from any thread. Does nothing when nothing runs. */
    void cancel();

    /** Cancels what runs and lets nothing begin any more, from any thread: the session is over. */
    void stop();

    /** Rolls back what is open and gives the connection back. */
    @Override
    void close();
}
