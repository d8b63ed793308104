package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageDecoder;
import dev.hoop.gateway.api.wire.MessageInput;
import dev.hoop.gateway.api.wire.MessageOutput;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** A client that says exactly what a test wants it to say. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final MessageInput<ServerMessage> input;
    private final MessageOutput output;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        this.input = new MessageInput<>(socket.getInputStream(), MessageDecoder.ofServer(Limits.DEFAULT));
        this.output = new MessageOutput(socket.getOutputStream(), Limits.DEFAULT);
    }

    static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static ClientMessage.Hello hello() {
        return hello("x-made-up");
    }

    static ClientMessage.Hello hello(String capability) {
        return new ClientMessage.Hello(
                1, 1, List.of(capability), Limits.DEFAULT.frameBytes(), Limits.DEFAULT.messageBytes(), "test");
    }

    /** Hello and login; answers what the login was answered with. */
    ServerMessage login(String token) throws IOException {
        return login(hello(), token);
    }

    ServerMessage login(ClientMessage.Hello hello, String token) throws IOException {
        send(0, hello);
        receive(ServerMessage.HelloOk.class);
        send(0, new ClientMessage.Login(token, ""));
        return receive(ServerMessage.class);
    }

    void send(int stream, ClientMessage message) throws IOException {
        output.send(stream, message);
    }

    /** Leaves with what is sent next. */
    void queue(int stream, ClientMessage message) throws IOException {
        output.queue(stream, message);
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next message, empty when the gateway has closed. */
    Optional<Envelope<ServerMessage>> next() throws IOException {
        return input.next();
    }

    <M extends ServerMessage> M receive(Class<M> type) throws IOException {
        ServerMessage message = next().orElseThrow(() -> new AssertionError("the gateway closed the socket"))
                .message();
        if (!type.isInstance(message)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + message);
        }
        return type.cast(message);
    }

    /** Whether the gateway has ended the socket, after whatever it still said. */
    boolean isEnded() {
        try {
            while (next().isPresent()) {
                // what was said before the end
            }
            return true;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    Socket socket() {
        return socket;
    }

    /** Leaves without a word. */
    void vanish() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
