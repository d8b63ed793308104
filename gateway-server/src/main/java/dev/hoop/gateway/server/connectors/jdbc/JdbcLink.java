package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.NamedStatements;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.connectors.jdbc.cells.CellReaders;
import dev.hoop.gateway.server.connectors.jdbc.cells.Parameters;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import dev.hoop.gateway.server.connectors.jdbc.products.InsertedTable;
import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import dev.hoop.gateway.server.connectors.jdbc.products.TransactionState;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session's hold on a database. It has a connection while a statement runs and while something lives on it; otherwise it is a few fields.
 * Where the connection is lost while something lived on it, the link is broken for good: what lived there is gone, and going on as if it
 * were not would run statements outside their transaction.
 */
final class JdbcLink implements TargetLink {
    /** How long a change waits for definitions to come to rest where nobody has said how long it may take. */
    private static final Duration REST = Duration.ofSeconds(60);

    /** How long it waits at most where others may wait for its transaction, and so for each other without an end. */
    private static final Duration REST_IN_TRANSACTION = Duration.ofSeconds(10);

    private static final Pattern ENDS_TRANSACTION = Pattern.compile(
            "\\s*(commit|end|abort|rollback(?!\\s+(work\\s+|transaction\\s+)?to\\b))\\b(?!.*\\band\\s+chain\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final JdbcTarget target;
    private final Product product;
    private final Running running = new Running();
    private final Map<String, Savepoint> savepoints = new HashMap<>();
    private LinkState wanted;
    private @Nullable LinkState toldOf;
    private TransactionState toldIn = TransactionState.IDLE;
    private List<StateSetting> told = List.of();
    private SessionSettings settings;
    private final OwnDefinitions own;
    private MovingNames.@Nullable Motion motion;
    private long judgedAt;
    private NamedStatements named = NamedStatements.NONE;
    private @Nullable Lease lease;
    private Imprint imprint = Imprint.NONE;
    private boolean inTransaction;
    private boolean stale;
    private boolean answering;
    private boolean broken;
    private boolean closed;
    private int savepointCount;

    /** Of the statement before; forgotten with whatever is asked of this link. */
    private InsertedTable inserted = InsertedTable.NONE;

    JdbcLink(JdbcTarget target, ZoneId zone) {
        this.target = target;
        this.product = target.product();
        this.wanted = target.usual().withZone(zone);
        this.settings = target.profile().settings();
        this.own = new OwnDefinitions(target);
    }

    Product product() {
        return product;
    }

    TargetName target() {
        return target.target().name();
    }

    long maxValueBytes() {
        return target.options().maxValueBytes();
    }

    CellReaders cells() {
        return product.cells(wanted.zone(), maxValueBytes());
    }

    /** Whether a failing batch leaves nothing behind, whatever its counts say. */
    boolean rolledBackWhole() {
        return settings.dialect() == Dialect.POSTGRESQL;
    }

    @Override
    public SessionSettings settings() {
        refresh();
        return settings.with(named);
    }

    @Override
    public Optional<Catalogue> ownCatalogue() {
        judgedAt = target.names().now();
        Lease held = lease;
        if (held == null || answering || !own.any()) {
            return Optional.empty();
        }
        if (transaction() == TransactionState.FAILED) {
            return own.last();
        }
        Optional<Catalogue> known = own.fresh();
        return known.isPresent()
                ? known
                : Optional.of(paused(held, connection -> {
                    Catalogue read = own.read(connection);
                    held.planAnew(target.definitionsVersion());
                    return read;
                }));
    }

    @Override
    public List<StateSetting> state() {
        refresh();
        TransactionState now = transaction();
        if (!wanted.equals(toldOf) || now != toldIn) {
            told = wanted.told(now.name());
            toldOf = wanted;
            toldIn = now;
        }
        return told;
    }

    @Override
    public Answer run(Permit permit, RunOptions options) {
        StatementFacts facts = permit.claim().facts();
        InsertedTable before = inserted;
        requireItsConnection(facts);
        boolean alone = transaction() == TransactionState.IDLE && wanted.autoCommit();
        Runnable atRest = await(facts, alone, options);
        boolean started = false;
        try {
            if (stands(facts) && !isAsJudged(facts)) {
                throw Failures.moved(target(), Effect.NOT_SENT);
            }
            JdbcAnswer answer = start(permit, options, before, alone);
            started = true;
            if (!(alone && stands(facts)) && !isAsJudged(facts)) {
                throw answer.moved(stands(facts) ? Effect.ROLLED_BACK : Effect.NOT_SENT);
            }
            return answer;
        } finally {
            atRest.run();
            if (!started) {
                settleMotion();
            }
        }
    }

    private JdbcAnswer start(Permit permit, RunOptions options, InsertedTable before, boolean alone) {
        StatementFacts facts = permit.claim().facts();
        Manner manner = alone ? manner(permit, options) : Manner.AS_IT_IS;
        boolean readOnly = alone && permit.obligations().readOnly();
        Lease held = hold(readOnly ? refusingWrites(manner) : wanted);
        plan(held, facts);
        FetchSize fetch = fetchSize(permit, options, manner);
        JdbcAnswer answer = new JdbcAnswer(this, held, running, permit, options, manner, fetch);
        answering = true;
        Parameters parameters = new Parameters(product.parameters(wanted.zone()));
        boolean undoable =
                alone || !wanted.autoCommit(); // in a transaction that a text has begun no savepoint can be set
        Optional<InsertGroups> groups = target.options().groupsInserts() && undoable
                ? InsertGroups.of(permit, options, product, before, running::cancelled)
                : Optional.empty();
        answer.start(new Execution(held.connection(), permit, options, parameters, fetch, manner, groups));
        inserted = groups.map(InsertGroups::table).orElse(InsertedTable.NONE);
        return answer;
    }

    /**
     * Waits until the names that the statement moves are not used by changes that would stand, or the names it rests on, where it is such a
     * change itself, do not move.
     *
     * @return what is to be done when the target has carried it out
     */
    private Runnable await(StatementFacts facts, boolean alone, RunOptions options) {
        Moved moved = target.moved(facts);
        boolean writes = alone && stands(facts);
        if (moved.equals(Moved.NOTHING) && !writes) {
            mayEndMotion(facts);
            return () -> {};
        }
        Duration asked = options.timeout().isZero() ? REST : options.timeout();
        long nanos = (alone || asked.compareTo(REST_IN_TRANSACTION) < 0 ? asked : REST_IN_TRANSACTION).toNanos();
        running.begin(() -> {});
        try {
            MovingNames.Patience patience = new MovingNames.Patience(nanos, () -> !running.cancelled());
            if (moved.equals(Moved.NOTHING)) {
                return atRest(target.names().write(target.namesOf(facts), motion, patience));
            }
            motion = atRest(target.names().begin(motion, moved, facts, alone, patience));
            return () -> {};
        } finally {
            running.end();
        }
    }

    private <T> T atRest(@Nullable T waitedFor) {
        if (waitedFor == null) {
            throw running.cancelled() ? Failures.cancelled(target(), Effect.NOT_SENT) : Failures.moving(target());
        }
        return waitedFor;
    }

    private void mayEndMotion() {
        MovingNames.Motion moving = motion;
        if (moving != null) {
            target.names().mayEnd(moving, 1);
        }
    }

    private void mayEndMotion(StatementFacts facts) {
        MovingNames.Motion moving = motion;
        boolean ends = !facts.complete()
                || facts.kinds().stream().anyMatch(kind -> switch (kind) {
                    case TRANSACTION, CALL, OPAQUE, ADMIN -> true;
                    default -> false;
                });
        if (moving != null && ends) {
            target.names().mayEnd(moving, facts.statementCount());
        }
    }

    /** What was asked of the target is over: others see what the session has defined, unless its transaction goes on. */
    private void settleMotion() {
        MovingNames.Motion moving = motion;
        if (moving == null) {
            return;
        }
        if (product.definesInTransactions() && transaction() != TransactionState.IDLE) {
            target.names().away(moving);
            return;
        }
        if (target.names().defines(moving)) {
            target.hasDefined(); // first: whoever is judged when it is over must not be judged by the one of before
        }
        target.names().over(moving);
        motion = null;
    }

    private boolean isAsJudged(StatementFacts facts) {
        return stands(facts)
                ? !target.names().moved(judgedAt, target.namesOf(facts), motion)
                : !target.names().movedAnything(judgedAt, target.namesOf(facts), motion);
    }

    /** Whether it leaves something that withholding its answer does not take back. */
    private static boolean stands(StatementFacts facts) {
        return facts.writes()
                || facts.kinds().contains(StatementKind.SESSION)
                || facts.functions().stream().anyMatch(use -> switch (use.purity()) {
                    case PURE, VOLATILE -> false;
                    case SIDE_EFFECT, UNKNOWN -> true;
                });
    }

    /** The statement was judged by the definitions of now, so it must not run by a plan that was made under others. */
    private void plan(Lease held, StatementFacts facts) {
        long definitions = target.definitionsVersion();
        if (held.hasPlannedBy(definitions)) {
            return;
        }
        boolean looksUp = facts.kinds().stream()
                .anyMatch(kind -> kind != StatementKind.TRANSACTION && kind != StatementKind.SESSION);
        if (looksUp && transaction() != TransactionState.FAILED) {
            paused(held, connection -> {
                held.planAnew(definitions);
                return held;
            });
        }
    }

    int fetchRows(RunOptions options) {
        return options.fetchSize() > 0 ? options.fetchSize() : target.options().fetchRows();
    }

    /** Few at first where rows stay at the target, unless the text is known to answer with no more than one fetch. */
    private FetchSize fetchSize(Permit permit, RunOptions options, Manner manner) {
        int rows = fetchRows(options);
        StatementFacts facts = permit.claim().facts();
        boolean streams = product.streamsInTransactionOnly()
                && manner != Manner.AT_ONCE
                && options.kind() != ExecuteKind.CALL
                && facts.returnsRows()
                && facts.statementCount() == 1;
        return streams && !target.sizes().areFew(facts.executable()) ? FetchSize.fewFirst(rows) : FetchSize.all(rows);
    }

    private Manner manner(Permit permit, RunOptions options) {
        if (!product.streamsInTransactionOnly()) {
            return Manner.AS_IT_IS;
        }
        Manner manner = Manner.of(permit, options, fetchRows(options), target.sizes());
        if (manner != Manner.AT_ONCE) {
            return manner;
        }
        // what the session has set itself might lift the refusal of writes, but not that of a transaction
        boolean mayWrite = permit.obligations().readOnly() && imprint != Imprint.NONE;
        boolean leaves = target.imprint(permit.claim().facts()) != Imprint.NONE;
        return leaves || mayWrite ? Manner.IN_TRANSACTION : manner;
    }

    /** A transaction refuses writes by itself; what is sent without one relies on the connection. */
    private LinkState refusingWrites(Manner manner) {
        return manner == Manner.AT_ONCE ? wanted.withReadsOnly(true) : wanted.withReadOnly(true);
    }

    /** Those who read rows ahead. */
    Executor readers() {
        return target.readers();
    }

    KnownSizes sizes() {
        return target.sizes();
    }

    /** What such a function answers lives on the connection of an earlier statement, which other sessions may have used since. */
    private void requireItsConnection(StatementFacts facts) {
        if (lease == null && Imprint.recalls(facts)) {
            throw Failures.refused(
                    ErrorCode.NOT_SUPPORTED,
                    ("the statement asks for what an earlier one left on its connection to target '%s', and the session has given that"
                                    + " connection back; run both in one transaction, ask for generated keys, or set the"
                                    + " target's option 'pinning' to 'session'")
                            .formatted(target()));
        }
    }

    /** Called by the answer when its statement is over, however it went. */
    void finished(Lease used, StatementFacts facts, boolean succeeded, boolean lost) {
        answering = false;
        imprint = imprint.and(target.imprint(facts));
        own.ran(facts);
        if (imprint == Imprint.LEFT) { // where nothing has been left, nothing has a name either
            named = named.after(facts, settings, succeeded);
        }
        if (lost) {
            drop(used);
            return;
        }
        try {
            wanted = wanted.withAutoCommit(used.connection().getAutoCommit());
            inTransaction = product.transaction(used.connection()) != TransactionState.IDLE
                    && !(facts.statementCount() == 1
                            && ENDS_TRANSACTION.matcher(facts.executable()).matches());
            stale = stale || (imprint == Imprint.LEFT && Imprint.changesSettings(facts));
            settleMotion();
            release();
        } catch (SQLException e) {
            drop(used);
        }
    }

    @Override
    public boolean undoes(Permit permit) {
        List<ObjectName> changed = permit.claim().facts().objects().stream()
                .filter(use -> use.access().writes())
                .map(ObjectUse::object)
                .distinct()
                .toList();
        return probing(connection -> product.undoes(connection, changed));
    }

    /** In a transaction, or where one would begin, nothing is asked: a failure would end it, and a wait would hold its locks. */
    @Override
    public boolean estimates() {
        boolean alone = transaction() == TransactionState.IDLE && wanted.autoCommit() && lease == null;
        return alone && !product.explains().isEmpty();
    }

    @Override
    public OptionalLong estimate(Permit permit) {
        boolean plain = permit.claim().facts().statementCount() == 1;
        return plain && estimates()
                ? probing(connection -> Estimate.of(connection, product.parameters(wanted.zone()), product, permit))
                : OptionalLong.empty();
    }

    @Override
    public Description describe(Permit permit) {
        return probing(connection -> Descriptions.of(connection, permit.executable()));
    }

    @Override
    public Rows metadata(String method, List<Value> arguments) {
        MetadataCall call = MetadataCall.of(method, arguments);
        Lease held = hold(wanted);
        try {
            answering = true;
            ResultSet answer = call.call(held.connection().getMetaData());
            Optional<Predicate<String>> hidden =
                    call.asksForClientInformation() ? Optional.of(product::tellsOfServer) : Optional.empty();
            return new MetadataRows(answer, hidden, cells(), target(), lost -> {
                answering = false;
                probed(held, lost);
            });
        } catch (SQLException e) {
            answering = false;
            probed(held, Failures.connectionGone(e));
            throw Failures.probing(e);
        }
    }

    /** Asks something of the connection that runs nothing of the subject's. */
    private <T> T probing(Ask<T> ask) {
        Lease held = hold(wanted);
        boolean lost = false;
        try {
            return ask.of(held.connection());
        } catch (SQLException e) {
            lost = Failures.connectionGone(e);
            throw lost ? Failures.lost(target(), Effect.NOT_SENT) : Failures.probing(e);
        } finally {
            probed(held, lost);
        }
    }

    private void probed(Lease held, boolean lost) {
        if (lost) {
            drop(held);
            return;
        }
        try {
            inTransaction = inTransaction || product.transaction(held.connection()) != TransactionState.IDLE;
            release();
        } catch (SQLException e) {
            drop(held);
        }
    }

    @FunctionalInterface
    private interface Ask<T> {
        T of(Connection connection) throws SQLException;
    }

    @Override
    public void apply(List<StateSetting> changes) {
        requireUsable();
        LinkState next = wanted;
        for (StateSetting change : changes) {
            next = next.with(change);
        }
        boolean moved =
                !next.catalog().equals(wanted.catalog()) || !next.schema().equals(wanted.schema());
        if (lease != null || moved) {
            Lease held = hold(wanted);
            mayEndMotion();
            try {
                held.fit(next);
                inTransaction = inTransaction && !next.autoCommit();
                own.transactionMoved();
                wanted = next;
                stale = stale || moved;
                refresh();
            } catch (SQLException e) {
                throw failed(held, e, Effect.NOT_SENT);
            } finally {
                settleMotion();
                release();
            }
        }
        wanted = next;
    }

    @Override
    public void commit() {
        end(Connection::commit);
    }

    @Override
    public void rollback() {
        end(Connection::rollback);
    }

    /** Where there is no connection there is no transaction. */
    private void end(Act act) {
        requireUsable();
        Lease held = lease;
        if (held == null) {
            return;
        }
        mayEndMotion();
        try {
            act.on(held.connection());
            inTransaction = false;
            savepoints.clear();
            own.transactionMoved();
            stale = stale || imprint == Imprint.LEFT;
            release();
        } catch (SQLException e) {
            throw failed(held, e, Effect.ROLLED_BACK);
        } finally {
            settleMotion();
        }
    }

    @FunctionalInterface
    private interface Act {
        void on(Connection connection) throws SQLException;
    }

    @Override
    public String savepoint(String name) {
        String known = name.isEmpty() ? "hoop_" + ++savepointCount : name;
        Lease held = hold(wanted);
        try {
            savepoints.put(known, held.connection().setSavepoint(known));
            inTransaction = true;
            return known;
        } catch (SQLException e) {
            throw failed(held, e, Effect.NOT_SENT);
        }
    }

    @Override
    public void rollbackTo(String savepoint) {
        at(savepoint, (connection, set) -> connection.rollback(set));
        own.transactionMoved();
        stale = stale || imprint == Imprint.LEFT;
    }

    @Override
    public void release(String savepoint) {
        at(savepoint, (connection, set) -> {
            connection.releaseSavepoint(set);
            savepoints.remove(savepoint);
        });
    }

    private void at(String name, AtSavepoint act) {
        requireUsable();
        Savepoint set = savepoints.get(name);
        Lease held = lease;
        if (set == null || held == null) {
            throw Failures.refused(ErrorCode.INVALID_REQUEST, "no such savepoint is set in this transaction");
        }
        try {
            act.on(held.connection(), set);
        } catch (SQLException e) {
            throw failed(held, e, Effect.NOT_SENT);
        }
    }

    @FunctionalInterface
    private interface AtSavepoint {
        void on(Connection connection, Savepoint savepoint) throws SQLException;
    }

    @Override
    public boolean alive(Duration within) {
        if (closed || broken) {
            return false;
        }
        try {
            return probing(connection -> connection.isValid((int) Math.max(1, within.toSeconds())));
        } catch (TargetException e) {
            return false;
        }
    }

    @Override
    public void cancel() {
        running.cancel();
    }

    @Override
    public void stop() {
        running.stop();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Lease held = lease;
            lease = null;
            try {
                if (held != null && answering) {
                    held.discard(); // its statement was never ended: nobody knows what the connection is doing
                } else if (held != null) {
                    held.giveBack(imprint);
                }
            } finally {
                inTransaction = false;
                settleMotion(); // or others would wait for it for ever
            }
        }
    }

    private TransactionState transaction() {
        Lease held = lease;
        if (held == null || !inTransaction) {
            return TransactionState.IDLE;
        }
        try {
            return product.transaction(held.connection());
        } catch (SQLException e) {
            return TransactionState.FAILED;
        }
    }

    /** Takes a connection if there is none, and sets it as the session wants it. */
    private Lease hold(LinkState state) {
        requireUsable();
        Lease held = lease;
        if (held == null) {
            held = target.take(state.schema());
            lease = held;
        }
        try {
            if (transaction() == TransactionState.IDLE) {
                held.fit(state);
            }
            return held;
        } catch (SQLException e) {
            throw failed(held, e, Effect.NOT_SENT);
        }
    }

    private void requireUsable() {
        inserted = InsertedTable.NONE;
        if (closed) {
            throw new IllegalStateException("the link is closed");
        }
        if (broken) {
            throw Failures.lost(target(), Effect.NOT_SENT);
        }
    }

    /** Gives the connection back if nothing lives on it. */
    private void release() {
        Lease held = lease;
        if (held == null || answering || imprint != Imprint.NONE || transaction() != TransactionState.IDLE) {
            return;
        }
        own.gone();
        named = NamedStatements.NONE;
        if (target.options().pinning() == TargetOptions.Pinning.TRANSACTION) {
            lease = null;
            savepoints.clear();
            inTransaction = false;
            held.giveBack(Imprint.NONE);
        }
    }

    private TargetException failed(Lease held, SQLException failure, Effect effect) {
        if (Failures.connectionGone(failure)) {
            boolean uncertain = inTransaction && effect != Effect.NOT_SENT;
            drop(held);
            return Failures.lost(target(), uncertain ? Effect.SENT_UNKNOWN : Effect.NOT_SENT);
        }
        release();
        return Failures.failed(ErrorCode.TARGET_FAILED, failure, effect);
    }

    private void drop(Lease held) {
        broken = broken || inTransaction || imprint == Imprint.LEFT;
        held.discard();
        lease = null;
        inTransaction = false;
        savepoints.clear();
        own.gone();
        named = NamedStatements.NONE;
        settleMotion();
    }

    /** Reads back what statements of the session may have set. Not possible, and not needed, while only a rollback can run. */
    private void refresh() {
        Lease held = lease;
        if (!stale || held == null || answering || transaction() == TransactionState.FAILED) {
            return;
        }
        paused(held, connection -> {
            read(held);
            return held;
        });
        stale = false;
    }

    /** Reads something of the gateway's own between statements. */
    private <T> T paused(Lease held, Ask<T> ask) {
        try {
            boolean pause = transaction() == TransactionState.IDLE && !wanted.autoCommit();
            if (pause) {
                held.connection().setAutoCommit(true); // or reading would open a transaction
            }
            T read = ask.of(held.connection());
            if (pause) {
                held.connection().setAutoCommit(false);
            }
            return read;
        } catch (SQLException e) {
            throw failed(held, e, Effect.NOT_SENT);
        }
    }

    private void read(Lease held) throws SQLException {
        Connection connection = held.connection();
        settings = product.settings(connection);
        LinkState read = wanted.withPlace(text(connection.getCatalog()), text(connection.getSchema()))
                .with(new StateSetting(
                        SessionSetting.ISOLATION, Integer.toString(connection.getTransactionIsolation())));
        held.remember(read.withAutoCommit(connection.getAutoCommit()));
        wanted = read;
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
