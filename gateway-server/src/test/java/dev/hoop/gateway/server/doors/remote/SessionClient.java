package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A raw client with the shop open. */
final class SessionClient implements AutoCloseable {
    static final int PLENTY = 1 << 30;

    private final RawClient raw;
    private final ServerMessage.OpenOk opened;

    private SessionClient(RawClient raw, ServerMessage.OpenOk opened) {
        this.raw = raw;
        this.opened = opened;
    }

    static SessionClient open(int port, String token) throws IOException {
        return open(port, token, ApprovalMode.WAIT);
    }

    static SessionClient open(int port, String token, ApprovalMode mode) throws IOException {
        return open(port, token, mode, RawClient.hello());
    }

    static SessionClient open(int port, String token, ApprovalMode mode, ClientMessage.Hello hello) throws IOException {
        RawClient raw = RawClient.connect(port);
        if (!(raw.login(hello, token) instanceof ServerMessage.LoginOk)) {
            throw new AssertionError("the login was refused");
        }
        raw.send(1, new ClientMessage.Open("shop", "", "UTC", mode, 0, List.of()));
        return new SessionClient(raw, raw.receive(ServerMessage.OpenOk.class));
    }

    ServerMessage.OpenOk opened() {
        return opened;
    }

    RawClient raw() {
        return raw;
    }

    void execute(int stream, String text) throws IOException {
        execute(stream, text, PLENTY, 0);
    }

    void execute(int stream, String text, int credit, int fetchSize) throws IOException {
        raw.send(stream, request(0, text, credit, fetchSize, List.of(), ""));
    }

    void resume(int stream, String text, String requestId) throws IOException {
        raw.send(stream, request(0, text, PLENTY, 0, List.of(), requestId));
    }

    void executeHandle(int stream, int handle) throws IOException {
        raw.send(stream, request(handle, "", PLENTY, 0, List.of(), ""));
    }

    void executeInTransaction(int stream, String text, int credit, int fetchSize) throws IOException {
        raw.send(
                stream,
                request(
                        0,
                        text,
                        credit,
                        fetchSize,
                        List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")),
                        ""));
    }

    private static ClientMessage request(
            int handle, String text, int credit, int fetchSize, List<StateSetting> state, String resume) {
        return new ClientMessage.Execute(
                handle,
                text,
                ExecuteKind.ANY,
                List.of(),
                List.of(),
                KeyRequest.NONE,
                fetchSize,
                0,
                0,
                0,
                credit,
                true,
                state,
                List.of(),
                resume);
    }

    /** All messages of a stream up to the one that ends it; those of other streams fail the test. */
    List<ServerMessage> answer(int stream) throws IOException {
        List<ServerMessage> messages = new ArrayList<>();
        do {
            messages.add(next(stream));
        } while (!messages.get(messages.size() - 1).type().endsStream());
        return messages;
    }

    ServerMessage next(int stream) throws IOException {
        Envelope<ServerMessage> envelope =
                raw.next().orElseThrow(() -> new AssertionError("the gateway closed the socket"));
        if (envelope.stream() != stream) {
            throw new AssertionError("expected stream " + stream + ", got " + envelope);
        }
        return envelope.message();
    }

    <M extends ServerMessage> M next(int stream, Class<M> type) throws IOException {
        ServerMessage message = next(stream);
        if (!type.isInstance(message)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + message);
        }
        return type.cast(message);
    }

    /** Whether the connection still answers. */
    boolean answers() throws IOException {
        raw.send(9_999, new ClientMessage.Ping(42, false));
        return next(9_999, ServerMessage.Pong.class).nonce() == 42;
    }

    static long rows(List<ServerMessage> answer) {
        return answer.stream()
                .filter(ServerMessage.Rows.class::isInstance)
                .mapToLong(message -> ((ServerMessage.Rows) message).count())
                .sum();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
