package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageDecoder;
import dev.hoop.gateway.api.wire.MessageInput;
import dev.hoop.gateway.api.wire.MessageOutput;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.api.wire.TargetFacts;
import dev.hoop.gateway.api.wire.ValueCodec;
import dev.hoop.gateway.api.wire.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A gateway on a real socket that keeps what it is asked and answers as a test says: each message goes to the handler of the test, and what
 * that leaves goes to the answers any gateway gives.
 */
final class FakeGateway implements AutoCloseable {
    public static final StateSetting IN_TRANSACTION = new StateSetting(SessionSetting.TRANSACTION, "OPEN");
    public static final StateSetting IDLE = new StateSetting(SessionSetting.TRANSACTION, "IDLE");

    /** Answers a message; false leaves it to the gateway. */
    @FunctionalInterface
    public interface Handler {
        boolean answer(Peer peer, int stream, ClientMessage message) throws IOException;
    }

    private final ServerSocket server = listen();
    private final Handler handler;
    private final Map<String, String> facts = new HashMap<>();
    private final List<ClientMessage> asked = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public FakeGateway(Handler handler) {
        this.handler = handler;
        facts.put("getDatabaseProductName", "PostgreSQL");
        facts.put("getDriverName", "PostgreSQL JDBC Driver");
        facts.put("getURL", "jdbc:postgresql://");
        Thread acceptor = new Thread(this::accept, "fake-gateway");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Answers every execution with the same messages. */
    public static FakeGateway answering(ServerMessage... messages) {
        return new FakeGateway((peer, stream, message) -> {
            if (message instanceof ClientMessage.Execute) {
                peer.send(stream, messages);
                return true;
            }
            return false;
        });
    }

    public void fact(String question, String answer) {
        facts.put(question, answer);
    }

    public String url() {
        return "jdbc:hoop://localhost:" + server.getLocalPort() + "/orders?tls=off";
    }

    public GatewayConnection connect() throws SQLException {
        return connect("");
    }

    /** With further options, each as {@code &name=value}. */
    public GatewayConnection connect(String options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("password", "a-token");
        return HoopDriver.connect(url() + options, properties, null, null, Duration.ZERO);
    }

    /** What waited for an answer since the session was opened: each is one round trip. */
    public List<ClientMessage> roundTrips() {
        return asked.stream()
                .filter(message -> message instanceof ClientMessage.Execute
                        || message instanceof ClientMessage.Describe
                        || message instanceof ClientMessage.Transact
                        || message instanceof ClientMessage.SetState
                        || message instanceof ClientMessage.Metadata
                        || message instanceof ClientMessage.Ping)
                .toList();
    }

    public <M extends ClientMessage> List<M> asked(Class<M> type) {
        return asked.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public ClientMessage.Execute execution(int index) {
        return asked(ClientMessage.Execute.class).get(index);
    }

    public List<Throwable> errors() {
        return errors;
    }

    /** Ends every socket without a word. */
    public void vanish() {
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
        vanish();
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "fake-gateway-" + sockets.size());
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Peer peer = new Peer(socket);
            Optional<Envelope<ClientMessage>> next = peer.in.next();
            while (next.isPresent()) {
                int stream = next.get().stream();
                ClientMessage message = next.get().message();
                asked.add(message);
                if (!handler.answer(peer, stream, message)) {
                    answer(peer, stream, message);
                }
                next = peer.in.next();
            }
        } catch (IOException e) {
            // the test has closed one end
        } catch (RuntimeException e) {
            errors.add(e);
        }
    }

    private void answer(Peer peer, int stream, ClientMessage message) throws IOException {
        if (message instanceof ClientMessage.Hello) {
            peer.send(
                    stream,
                    new ServerMessage.HelloOk(
                            1, List.of(), Limits.DEFAULT.frameBytes(), Limits.DEFAULT.messageBytes(), "fake"));
        } else if (message instanceof ClientMessage.Login) {
            peer.in.limits(Limits.DEFAULT);
            peer.send(stream, new ServerMessage.LoginOk("sue", List.of("support"), 0, "node-1"));
            peer.out.limits(Limits.DEFAULT);
        } else if (message instanceof ClientMessage.Open) {
            peer.send(stream, new ServerMessage.OpenOk("s-1", state(), TargetFacts.of(facts)));
        } else if (message instanceof ClientMessage.Ping ping) {
            peer.send(stream, new ServerMessage.Pong(ping.nonce()));
        } else if (message instanceof ClientMessage.Transact) {
            peer.send(stream, end(IDLE));
        } else if (message instanceof ClientMessage.SetState change) {
            peer.send(stream, end(change.state().toArray(StateSetting[]::new)));
        } else if (message instanceof ClientMessage.Execute) {
            peer.send(stream, new ServerMessage.Count(0), end());
        } else if (message instanceof ClientMessage.CloseCursor) {
            peer.send(stream, end());
        }
    }

    private static List<StateSetting> state() {
        return List.of(
                new StateSetting(SessionSetting.AUTO_COMMIT, "true"),
                new StateSetting(SessionSetting.READ_ONLY, "false"),
                new StateSetting(SessionSetting.ISOLATION, "2"),
                IDLE);
    }

    // ---- messages

    public static ServerMessage.End end(StateSetting... state) {
        return new ServerMessage.End(Effect.APPLIED, 0, List.of(state));
    }

    public static ServerMessage.End endWithHandle(int handle) {
        return new ServerMessage.End(Effect.APPLIED, handle, List.of());
    }

    public static Column column(String label, int type, String typeName, String className) {
        return new Column(
                label,
                label,
                "t",
                "public",
                "db",
                type,
                typeName,
                className,
                0,
                0,
                0,
                ResultSetMetaData.columnNullable,
                0);
    }

    public static Column text(String label) {
        return column(label, Types.VARCHAR, "text", "java.lang.String");
    }

    public static Column number(String label) {
        return column(label, Types.INTEGER, "int4", "java.lang.Integer");
    }

    public static ServerMessage.Columns columns(Column... columns) {
        return new ServerMessage.Columns(RowsKind.RESULT, List.of(columns));
    }

    public static ServerMessage.Columns keys(Column... columns) {
        return new ServerMessage.Columns(RowsKind.GENERATED_KEYS, List.of(columns));
    }

    public static ServerMessage.RowsEnd rowsEnd() {
        return new ServerMessage.RowsEnd();
    }

    /** Rows, each given by its cells. */
    public static ServerMessage.Rows rows(Value[]... rows) {
        WireWriter cells = new WireWriter();
        Arrays.stream(rows).forEach(row -> {
            for (Value cell : row) {
                ValueCodec.write(cell, cells);
            }
        });
        return new ServerMessage.Rows(rows.length, cells.toByteArray());
    }

    public static Value[] row(Value... cells) {
        return cells;
    }

    public static Value cell(long number) {
        return new Value.Int64(number);
    }

    public static Value cell(String text) {
        return new Value.Text(text);
    }

    /** A failure of the target's, as its own driver reported it. */
    public static ServerMessage.Failure targetFailure(String kind, String sqlState, int vendorCode, String text) {
        return failure(ErrorCode.TARGET_FAILED, kind, sqlState, vendorCode, text, Effect.ROLLED_BACK);
    }

    /** A failure of the gateway's own. */
    public static ServerMessage.Failure refusal(ErrorCode code) {
        return failure(code, "", code.sqlState(), code.number(), "rule 'no-drop' refuses this", Effect.NOT_SENT);
    }

    private static ServerMessage.Failure failure(
            ErrorCode code, String kind, String sqlState, int vendorCode, String text, Effect effect) {
        return new ServerMessage.Failure(
                code.number(),
                sqlState,
                vendorCode,
                kind,
                text,
                effect,
                "no-drop",
                "d-1",
                "r-1",
                0,
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The gateway's end of one socket. */
    public static final class Peer {
        private final MessageInput<ClientMessage> in;
        private final MessageOutput out;
        private final Set<Integer> ended = ConcurrentHashMap.newKeySet();

        Peer(Socket socket) throws IOException {
            this.in = new MessageInput<>(socket.getInputStream(), MessageDecoder.ofClient(Limits.BEFORE_LOGIN));
            this.out = new MessageOutput(socket.getOutputStream(), Limits.BEFORE_LOGIN);
        }

        /** True once for each stream: a stream ends once. */
        public boolean ends(int stream) {
            return ended.add(stream);
        }

        /** Sends messages in one go. */
        public void send(int stream, ServerMessage... messages) throws IOException {
            for (ServerMessage message : messages) {
                out.queue(stream, message);
            }
            out.flush();
        }
    }
}
