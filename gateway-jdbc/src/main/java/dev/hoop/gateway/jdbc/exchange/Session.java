package dev.hoop.gateway.jdbc.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.api.wire.TransactAction;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.Failures;
import dev.hoop.gateway.jdbc.failure.TargetExceptions;
import dev.hoop.gateway.remote.RemoteConnection;
import dev.hoop.gateway.remote.RemoteStream;
import dev.hoop.gateway.remote.Upload;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversation of one {@link java.sql.Connection} with the gateway. Every request takes along what the application has set or closed
 * since the last one, so that a prepared execution is one round trip whatever came before it. Thread-safe.
 */
public final class Session {
    /** One message of rows: the first row is all that some want of many, and the others are allowed when they are wanted. */
    private static final int FIRST_WINDOW = 16 * 1024;

    /**
     * What bounds a session.
     *
     * @param window bytes of rows the gateway may send ahead of a reader
     * @param maxBuffered bytes of rows kept in memory for one result
     */
    public record Bounds(int window, int maxBuffered) {}

    private final RemoteConnection remote;
    private final Bounds bounds;
    private final String id;
    private final Map<String, String> facts;
    private final TargetExceptions exceptions;
    private final SessionState state = new SessionState();
    private final Handles handles = new Handles();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Answer> open = new ArrayList<>();

    @GuardedBy("lock")
    private String resumeNext = "";

    @GuardedBy("lock")
    private @Nullable ApprovalListener listener;

    public Session(RemoteConnection remote, ServerMessage.OpenOk opened, Bounds bounds) {
        this.remote = remote;
        this.bounds = bounds;
        this.id = opened.sessionId();
        this.facts = opened.facts().byMethod();
        this.exceptions = TargetExceptions.of(facts.getOrDefault("getDatabaseProductName", ""));
        state.told(opened.state());
    }

    /** The content of a large object of PostgreSQL, read as it is asked for. */
    public LargeContent largeObject(long oid) {
        return LargeObject.open(this, oid);
    }

    /** Names this session in the gateway's trail. */
    public String id() {
        return id;
    }

    /** The answers of {@link java.sql.DatabaseMetaData} that never change, by method. */
    public Map<String, String> facts() {
        return facts;
    }

    /** The subject the gateway takes the caller for. */
    public String subject() {
        return remote.login().subject();
    }

    /** Where the gateway was reached, as host:port. */
    public String address() {
        return remote.address().toString();
    }

    public SessionState state() {
        return state;
    }

    public void onApproval(ApprovalListener told) {
        synchronized (lock) {
            listener = told;
        }
    }

    /** The next execution runs the approved one of that request. */
    public void resumeNext(String requestId) {
        synchronized (lock) {
            resumeNext = requestId;
        }
    }

    /** Sends an execution and returns its answer, of which nothing has been read. */
    public Answer execute(Execution execution) throws SQLException {
        if (execution.text().isBlank()) {
            throw CallerErrors.badArgument("the statement is empty");
        }
        if (LargeParameters.areIn(execution.rows())) {
            if (remote.takesPieces()) {
                return executeInPieces(execution);
            }
            return executeWhole(execution.withRows(LargeParameters.whole(execution.rows())));
        }
        return executeWhole(execution);
    }

    private Answer executeWhole(Execution execution) throws SQLException {
        int handle = handles.find(execution.text());
        String resume = takeResume();
        state.executed();
        List<StateSetting> riding = state.take();
        ClientMessage message = message(execution, handle, riding, resume);
        return answer(message, start(message, riding), execution, riding);
    }

    private String takeResume() {
        String resume;
        synchronized (lock) {
            resume = resumeNext;
            resumeNext = "";
        }
        return resume;
    }

    /** The large parameters first, then the statement, by its text: it cannot be said again without them. */
    private Answer executeInPieces(Execution execution) throws SQLException {
        Upload upload = upload();
        Execution rest;
        try {
            rest = execution.withRows(LargeParameters.send(upload, execution.rows()));
        } catch (GatewayException e) {
            throw failed(e, List.of());
        } catch (SQLException | RuntimeException e) {
            upload.abandon();
            throw e;
        }
        state.executed();
        List<StateSetting> riding = state.take();
        ClientMessage.Execute message = message(rest, 0, riding, takeResume());
        try {
            return answer(message, upload.execute(message), rest, riding);
        } catch (GatewayException e) {
            state.notApplied(riding, List.of());
            throw failed(e, riding);
        }
    }

    private Upload upload() throws SQLException {
        try {
            synchronized (lock) {
                return remote.upload(listener);
            }
        } catch (GatewayException e) {
            throw failed(e, List.of());
        }
    }

    private Answer answer(ClientMessage message, RemoteStream stream, Execution execution, List<StateSetting> riding) {
        TimeLimit limit = new TimeLimit(execution.timeout());
        Answer answer = new Answer(this, stream, message, execution, riding, limit);
        synchronized (lock) {
            open.add(answer);
        }
        answer.begin();
        return answer;
    }

    private ClientMessage.Execute message(Execution execution, int handle, List<StateSetting> riding, String resume) {
        return new ClientMessage.Execute(
                handle,
                handle == 0 ? execution.text() : "",
                execution.kind(),
                execution.rows(),
                execution.outs(),
                execution.keys(),
                execution.fetchSize(),
                execution.maxRows(),
                execution.maxFieldBytes(),
                execution.timeout().toMillis(),
                firstWindow(),
                execution.escapeProcessing(),
                riding,
                handles.takeClosed(),
                resume);
    }

    /** Whether a request failed because it named a text by a number that the gateway does not know any more; nothing of it was done. */
    boolean hasForgotten(GatewayException failure, ClientMessage sent) {
        return sent instanceof ClientMessage.Execute execute
                && execute.handle() != 0
                && failure instanceof RequestFailedException request
                && request.code() == ErrorCode.INVALID_REQUEST
                && request.failure().effect() == Effect.NOT_SENT;
    }

    /** Says again what was said by number, with the text itself; what it closed is closed. */
    RemoteStream resend(ClientMessage sent, String text, List<StateSetting> riding) throws SQLException {
        handles.forget(text);
        return start(((ClientMessage.Execute) sent).withText(text), riding);
    }

    /** Calls a method of {@link java.sql.DatabaseMetaData} at the target; settings are sent first, since they may change the answer. */
    public Answer metadata(String method, List<Value> arguments) throws SQLException {
        flush(List.of());
        Execution none = new Execution(
                "", ExecuteKind.QUERY, List.of(), List.of(), KeyRequest.NONE, 0, 0, 0, Duration.ZERO, false);
        state.executed(); // reading a catalogue begins a transaction on some databases
        ClientMessage message = new ClientMessage.Metadata(method, arguments);
        return answer(message, start(message, List.of()), none, List.of());
    }

    /** Parameters and columns of a text, without running it. */
    public ServerMessage.Described describe(String text) throws SQLException {
        List<StateSetting> riding = state.take();
        ServerMessage answer = ask(new ClientMessage.Describe(text, riding), riding);
        if (answer instanceof ServerMessage.Described described) {
            return described;
        }
        throw violated(new ProtocolException("Describe was answered by " + answer.type()));
    }

    /** Ends or divides the transaction; a commit or rollback of nothing costs nothing. */
    public void transact(TransactAction action, String savepoint) throws SQLException {
        boolean ends = action == TransactAction.COMMIT || action == TransactAction.ROLLBACK;
        if (ends && !state.isInTransaction() && !state.isTrue(SessionSetting.AUTO_COMMIT)) {
            return;
        }
        if (ends) {
            keepOpenResults();
        } else {
            state.executed();
        }
        List<StateSetting> riding = state.take();
        finish(new ClientMessage.Transact(action, savepoint, riding), riding);
        if (ends) {
            state.transactionEnded();
        }
    }

    /** Results the application reads in one go anyway are taken into memory, as the databases' own drivers have them there. */
    private void keepOpenResults() throws SQLException {
        List<Answer> reading;
        synchronized (lock) {
            reading = List.copyOf(open);
        }
        for (Answer answer : reading) {
            answer.keep(bounds.maxBuffered());
        }
    }

    /** Sends the settings that ride along otherwise, and reports what the target says to them. */
    private void flush(List<SessionSetting> takenBack) throws SQLException {
        if (state.hasUnsent()) {
            List<StateSetting> riding = state.take();
            List<StateSetting> kept = riding.stream()
                    .filter(setting -> !takenBack.contains(setting.setting()))
                    .toList();
            finish(new ClientMessage.SetState(riding), kept);
        }
    }

    /**
     * Wants a setting, and has the target answer at once where it may refuse: inside a transaction. A refusal leaves the setting as it was.
     */
    public void set(SessionSetting setting, String value) throws SQLException {
        String before = state.value(setting);
        boolean atOnce = state.isInTransaction() && !value.equals(before);
        if (atOnce && setting == SessionSetting.AUTO_COMMIT) {
            keepOpenResults(); // it commits
        }
        state.want(setting, value);
        if (atOnce) {
            try {
                flush(List.of(setting));
            } catch (SQLException e) {
                state.told(List.of(new StateSetting(setting, before)));
                throw e;
            }
            if (setting == SessionSetting.AUTO_COMMIT) {
                state.transactionEnded();
            }
        }
    }

    public boolean isAlive(Duration timeout) {
        return remote.pingTarget(timeout);
    }

    public boolean isClosed() {
        return remote.isClosed();
    }

    public Duration networkTimeout() {
        return remote.networkTimeout();
    }

    public void networkTimeout(Duration timeout) {
        remote.networkTimeout(timeout);
    }

    /** Says good-bye; what is open is rolled back. */
    public void close() {
        remote.close();
    }

    /** Ends the connection at once, for any thread. */
    public void abort() {
        remote.abort();
    }

    private RemoteStream start(ClientMessage message, List<StateSetting> riding) throws SQLException {
        ApprovalListener told;
        synchronized (lock) {
            told = listener;
        }
        try {
            return told == null ? remote.start(message) : remote.start(message, told);
        } catch (GatewayException e) {
            state.notApplied(riding, List.of());
            throw failed(e, riding);
        }
    }

    /** Reads up to the end of a request that answers with nothing else. */
    private void finish(ClientMessage message, List<StateSetting> riding) throws SQLException {
        ServerMessage answer = ask(message, riding);
        if (!(answer instanceof ServerMessage.End end)) {
            throw violated(new ProtocolException("a request was answered by " + answer.type()));
        }
        state.told(end.state());
    }

    private ServerMessage ask(ClientMessage message, List<StateSetting> riding) throws SQLException {
        RemoteStream stream = start(message, riding);
        try {
            ServerMessage answer = stream.next();
            while (!stream.isDone()) {
                answer = stream.next();
            }
            return answer;
        } catch (GatewayException e) {
            throw failed(e, riding);
        }
    }

    boolean comesAhead() {
        return remote.sendsPiecesAhead();
    }

    int window() {
        return bounds.window();
    }

    /** What is allowed before anything is read. */
    int firstWindow() {
        return Math.min(bounds.window(), FIRST_WINDOW);
    }

    int maxBuffered() {
        return bounds.maxBuffered();
    }

    /** Whoever sent this stream wants no more of it; its end is taken note of when it comes. */
    void waive(Answer answer, RemoteStream stream, String text) throws SQLException {
        over(answer);
        try {
            stream.abandon(last -> {
                if (last instanceof ServerMessage.End end) {
                    ended(answer, text, end);
                } else if (last instanceof ServerMessage.Failure failure) {
                    state.told(failure.state());
                }
            });
        } catch (GatewayException e) {
            throw failed(e, List.of());
        }
    }

    void ended(Answer answer, String text, ServerMessage.End end) {
        state.told(end.state());
        if (end.handle() != 0) {
            handles.remember(text, end.handle());
        }
        over(answer);
    }

    void over(Answer answer) {
        synchronized (lock) {
            open.remove(answer);
        }
    }

    /** What a caller catches for a failure of this connection; the settings are those that rode with the request. */
    SQLException failed(GatewayException e, List<StateSetting> riding) {
        if (e instanceof RequestFailedException request) {
            ServerMessage.Failure failure = request.failure();
            state.told(failure.state());
            if (failure.effect() == Effect.NOT_SENT) {
                state.notApplied(riding, failure.state());
            }
            return Failures.of(failure, exceptions);
        } else if (e instanceof ConnectionLostException lost) {
            return Failures.lost(lost, lost.effect());
        } else if (e instanceof GatewayTimeoutException late) {
            return Failures.lost(late, late.effect());
        }
        return Failures.of(e);
    }

    SQLException failed(GatewayException e, Execution execution, List<StateSetting> riding) {
        SQLException plain = failed(e, riding);
        if (e instanceof RequestFailedException request) {
            // the number of a text may be out of date at the gateway; the next execution sends the text again
            if (request.code() == ErrorCode.PLAN_MISMATCH || request.code() == ErrorCode.INVALID_REQUEST) {
                handles.forget(execution.text());
            }
            return execution.kind() == ExecuteKind.BATCH ? Failures.ofBatch(request.failure(), exceptions) : plain;
        }
        return plain;
    }

    SQLException violated(ProtocolException why) {
        remote.abort();
        return Failures.lost(
                new GatewayException(
                        ErrorCode.PROTOCOL_VIOLATION,
                        "the connection was ended because the gateway broke the protocol (" + why.getMessage() + ")",
                        why),
                Effect.SENT_UNKNOWN);
    }

    SQLException listenerFailed(RuntimeException why) {
        return new SQLNonTransientException(
                "the approval listener threw " + why.getClass().getName()
                        + ", so the request was withdrawn and nothing ran",
                "42501",
                why);
    }

    SQLException tooLarge() {
        return CallerErrors.tooLarge(
                "more than %d bytes of generated keys, OUT parameters or a cursor among them; ask for fewer or raise maxBuffered"
                        .formatted(bounds.maxBuffered()));
    }
}
