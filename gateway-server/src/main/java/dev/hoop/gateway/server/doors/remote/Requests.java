package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.api.wire.TransactAction;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Session;
import dev.hoop.gateway.server.gate.Visitor;
import dev.hoop.gateway.server.gate.Work;
import java.io.IOException;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one socket that need the session. One thread at a time works here; {@link #session}, {@link #visitor} and
 * {@link #renew} are for any.
 */
final class Requests {
    private static final Duration TARGET_PING = Duration.ofSeconds(5);

    private final Gate gate;
    private final Carrier carrier;
    private final Streams streams;
    private final LargeValues large;
    private final Runnable gone;
    private final Consumer<Session> opened;
    private final KeptBudget kept;
    private final Handles handles = new Handles();
    private final ToldState told = new ToldState();
    private volatile Visitor visitor;
    private volatile @Nullable Session session;
    private volatile boolean inTransaction;

    /**
     * What is done with large values.
     *
     * @param uploads those that came before their statement
     * @param pieces how the peer takes large cells
     */
    record LargeValues(Uploads uploads, InPieces pieces) {}

    /**
     * @param gone called when a statement waits for people and its peer has left
     * @param opened told of the session before anything is asked of it
     */
    Requests(
            Gate gate,
            Visitor visitor,
            Carrier carrier,
            Streams streams,
            LargeValues large,
            KeptBudget kept,
            Runnable gone,
            Consumer<Session> opened) {
        this.gate = gate;
        this.visitor = visitor;
        this.carrier = carrier;
        this.streams = streams;
        this.large = large;
        this.kept = kept;
        this.gone = gone;
        this.opened = opened;
    }

    Visitor visitor() {
        return visitor;
    }

    @Nullable
    Session session() {
        return session;
    }

    /** Whether ending the socket now would undo something. */
    boolean isInTransaction() {
        return inTransaction;
    }

    /** The task that answers a request. */
    Task task(int stream, ClientMessage message) {
        return telling(stream, () -> answer(stream, message));
    }

    /** Goes on with a stream whose credit has come, or ends one that is not wanted any more. */
    Task resume(Cursor cursor) {
        return telling(cursor.stream(), () -> deliver(cursor));
    }

    /** Whatever fails, but for the socket and the protocol, is told on its stream and leaves the connection usable. */
    private Task telling(int stream, Task.Action action) {
        return new Task(stream, () -> {
            try {
                action.run();
            } catch (ProtocolException violation) {
                throw violation;
            } catch (GatewayException failure) {
                carrier.send(stream, FailureMessages.of(failure, changesIfKnown()));
            } catch (RuntimeException bug) {
                carrier.send(stream, FailureMessages.of(Incident.of(bug, sessionId()), changesIfKnown()));
            }
        });
    }

    /** Replaces the proof of who asks; on the reading thread, beside what runs. */
    void renew(int stream, ClientMessage.Refresh refresh, String node) throws IOException {
        try {
            Visitor renewed = gate.refresh(visitor, refresh.token());
            Session open = session;
            if (open != null) {
                open.renew(renewed);
            }
            visitor = renewed;
            carrier.send(stream, Reception.welcome(renewed, node));
        } catch (GatewayException failure) {
            carrier.send(stream, FailureMessages.of(failure, List.of()));
        }
    }

    /** Ends every open result and the session; the last thing that happens. */
    void close() {
        streams.closeAll().forEach(Cursor::close);
        Session open = session;
        if (open != null) {
            open.close();
        }
    }

    private void answer(int stream, ClientMessage message) throws IOException {
        if (message instanceof ClientMessage.Execute execute) {
            try {
                execute(stream, execute);
            } finally {
                large.uploads().drop(stream);
            }
        } else if (message instanceof ClientMessage.Open open) {
            open(stream, open);
        } else if (message instanceof ClientMessage.Describe describe) {
            describe(stream, describe);
        } else if (message instanceof ClientMessage.Transact transact) {
            transact(stream, transact);
        } else if (message instanceof ClientMessage.SetState change) {
            makeWay();
            apply(change.state());
            end(stream, 0, List.of());
        } else if (message instanceof ClientMessage.Metadata metadata) {
            metadata(stream, metadata);
        } else if (message instanceof ClientMessage.Approvals question) {
            carrier.send(stream, new ServerMessage.ApprovalList(approvals(question)));
        } else if (message instanceof ClientMessage.Ping ping) {
            ping(stream, ping);
        } else {
            throw new ProtocolException("a %s message came after the login".formatted(message.type()));
        }
    }

    private void open(int stream, ClientMessage.Open open) throws IOException {
        if (session != null) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "this connection has a target open; use another connection for another target");
        }
        Session fresh = gate.open(visitor, Openings.of(open));
        opened.accept(fresh);
        session = fresh;
        List<StateSetting> state = fresh.state();
        told.changes(state);
        carrier.send(stream, new ServerMessage.OpenOk(fresh.id(), state, fresh.facts()));
    }

    private void execute(int stream, ClientMessage.Execute execute) throws IOException {
        Session open = required();
        handles.close(execute.closedHandles());
        String text = execute.handle() == 0 ? execute.text() : handles.text(execute.handle());
        if (text.isBlank()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "the statement is empty; send one with text");
        }
        Cursor cursor = new Cursor(stream, carrier, execute.credit(), kept);
        makeWay();
        streams.open(cursor);
        try {
            apply(execute.state());
            if (cursor.isCancelled()) {
                throw new GatewayException(ErrorCode.CANCELLED, "the statement was cancelled before it began");
            }
            cursor.answer(open.execute(work(stream, text, execute)), execute.fetchSize(), large.pieces());
        } catch (RuntimeException e) {
            streams.closed(cursor);
            throw e;
        }
        cursor.handle(handles.of(text));
        deliver(cursor);
    }

    private Work work(int stream, String text, ClientMessage.Execute execute) {
        RunOptions options = new RunOptions(
                execute.kind(),
                execute.outs(),
                execute.keys(),
                execute.fetchSize(),
                execute.maxRows(),
                execute.maxFieldBytes(),
                Duration.ofMillis(execute.timeoutMillis()),
                execute.escapeProcessing());
        List<ParameterRow> given = large.uploads().complete(stream, execute.rows());
        List<List<Parameter>> rows = given.size() == 1
                ? List.of(given.get(0).parameters())
                : given.isEmpty()
                        ? List.of(List.of())
                        : given.stream().map(ParameterRow::parameters).toList();
        Optional<String> resume = Optional.of(execute.resumeRequest()).filter(id -> !id.isEmpty());
        return new Work(text, rows, given.isEmpty(), options, resume, new HeldNotices(carrier, stream, gone));
    }

    /** Sends as much as there is credit for. What fails on the way ends the stream, not the connection. */
    private void deliver(Cursor cursor) throws IOException {
        List<Notice> warnings;
        Runnable leftToWrite;
        try {
            if (cursor.deliver() == Cursor.Progress.PARKED) {
                return;
            }
            warnings = cursor.warnings();
            streams.closed(cursor);
            leftToWrite = cursor.end();
        } catch (RuntimeException failure) {
            streams.closed(cursor);
            closeAfter(cursor, failure);
            throw failure;
        }
        try {
            tellEnd(cursor, warnings);
        } finally {
            leftToWrite.run();
        }
    }

    private void tellEnd(Cursor cursor, List<Notice> warnings) throws IOException {
        if (cursor.wasCut()) {
            carrier.send(cursor.stream(), FailureMessages.rowsCancelled(changes()));
            return;
        }
        if (!warnings.isEmpty()) {
            carrier.queue(cursor.stream(), new ServerMessage.Warnings(warnings));
        }
        end(cursor.stream(), cursor.handle(), List.of());
    }

    private static void closeAfter(Cursor cursor, RuntimeException failure) {
        try {
            cursor.close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private void describe(int stream, ClientMessage.Describe describe) throws IOException {
        Session open = required();
        makeWay();
        apply(describe.state());
        Description description = open.describe(describe.text());
        carrier.send(stream, new ServerMessage.Described(description.parameters(), description.columns()));
    }

    private void transact(int stream, ClientMessage.Transact transact) throws IOException {
        Session open = required();
        closeResults(transact.action());
        makeWay();
        apply(transact.state());
        Optional<String> savepoint = open.transact(transact.action(), transact.savepoint());
        List<StateSetting> extra = new ArrayList<>();
        savepoint.ifPresent(name -> extra.add(new StateSetting(SessionSetting.SAVEPOINT, name)));
        end(stream, 0, extra);
    }

    /** Results end with their transaction, unless the session asked for results that outlive a commit. */
    private void closeResults(TransactAction action) throws IOException {
        boolean holdable =
                told.value(SessionSetting.HOLDABILITY).equals(Integer.toString(ResultSet.HOLD_CURSORS_OVER_COMMIT));
        if (action == TransactAction.ROLLBACK || (action == TransactAction.COMMIT && !holdable)) {
            for (Cursor cursor : streams.closeAll()) {
                cursor.close();
                carrier.queue(cursor.stream(), FailureMessages.cursorClosed());
            }
        }
    }

    private void metadata(int stream, ClientMessage.Metadata metadata) throws IOException {
        Cursor cursor = new Cursor(stream, carrier, Cursor.METADATA_CREDIT, kept);
        makeWay();
        streams.open(cursor);
        try {
            cursor.answer(
                    new RowsAnswer(required().metadata(metadata.method(), metadata.arguments())), 0, InPieces.NEVER);
        } catch (RuntimeException e) {
            streams.closed(cursor);
            throw e;
        }
        deliver(cursor);
    }

    private List<ApprovalRequest> approvals(ClientMessage.Approvals question) {
        ApprovalDesk desk = gate.approvals(visitor);
        String id = question.requestId();
        return switch (question.action()) {
            case LIST -> desk.list();
            case READ -> List.of(desk.read(id));
            case APPROVE -> List.of(desk.approve(id, question.reason()));
            case REFUSE -> List.of(desk.refuse(id, question.reason()));
            case WITHDRAW -> List.of(desk.withdraw(id, question.reason()));
        };
    }

    private void ping(int stream, ClientMessage.Ping ping) throws IOException {
        if (ping.target()) {
            makeWay();
        }
        if (ping.target() && !required().alive(TARGET_PING)) {
            throw new GatewayException(ErrorCode.TARGET_UNAVAILABLE, "the target does not answer; try again later");
        }
        carrier.send(stream, new ServerMessage.Pong(ping.nonce()));
    }

    /** The target answers one statement at a time: results that are parked are read to their end first. */
    private void makeWay() {
        streams.all().forEach(Cursor::keep);
    }

    private void apply(List<StateSetting> settings) {
        if (!settings.isEmpty()) {
            required().apply(settings);
        }
    }

    private void end(int stream, int handle, List<StateSetting> extra) throws IOException {
        List<StateSetting> state = changes();
        if (!extra.isEmpty()) {
            state = new ArrayList<>(state);
            state.addAll(extra);
        }
        carrier.send(stream, new ServerMessage.End(Effect.APPLIED, handle, state));
    }

    private List<StateSetting> changes() {
        Session open = session;
        if (open == null) {
            return List.of();
        }
        List<StateSetting> changed = told.changes(open.state());
        String transaction = told.value(SessionSetting.TRANSACTION);
        inTransaction = !transaction.isEmpty() && !transaction.equals("IDLE");
        return changed;
    }

    /** After a failure the target may be gone; then there is nothing to tell. */
    private List<StateSetting> changesIfKnown() {
        try {
            return changes();
        } catch (GatewayException unknown) {
            return List.of();
        }
    }

    private String sessionId() {
        Session open = session;
        return open == null ? "" : open.id();
    }

    private Session required() {
        Session open = session;
        if (open == null) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "no target is open on this connection; open one first");
        }
        return open;
    }
}
