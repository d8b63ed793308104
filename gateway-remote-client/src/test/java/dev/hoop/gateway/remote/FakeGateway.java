package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageDecoder;
import dev.hoop.gateway.api.wire.MessageInput;
import dev.hoop.gateway.api.wire.MessageOutput;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A gateway of a few lines on a loopback port: it does the greeting, and a script does the rest. */
final class FakeGateway implements AutoCloseable {
    /** What happens on one accepted socket. */
    interface Script {
        void play(Conversation conversation) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final Thread acceptor;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger greeted = new AtomicInteger();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    FakeGateway(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        this.acceptor = new Thread(this::accept, "fake-gateway");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Greets on a plain loopback port, then plays the script. */
    static FakeGateway plain(Script script) {
        return raw(conversation -> {
            conversation.greet();
            script.play(conversation);
        });
    }

    /** Plays the script from the first byte. */
    static FakeGateway raw(Script script) {
        try {
            return new FakeGateway(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Greets with TLS, then plays the script. */
    static FakeGateway tls(SSLContext context, String applicationProtocol, Script script) {
        return tls(context, "TLSv1.3", applicationProtocol, script);
    }

    static FakeGateway tls(SSLContext context, String version, String applicationProtocol, Script script) {
        try {
            SSLServerSocket server = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            SSLParameters parameters = server.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setApplicationProtocols(
                    applicationProtocol.isEmpty() ? new String[0] : new String[] {applicationProtocol});
            server.setSSLParameters(parameters);
            return new FakeGateway(server, conversation -> {
                conversation.greet();
                script.play(conversation);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayAddress address() {
        return new GatewayAddress("localhost", server.getLocalPort());
    }

    int accepted() {
        return sockets.size();
    }

    /** On how many finished conversations anything was said to this gateway. */
    int greeted() {
        return greeted.get();
    }

    /** What went wrong inside the scripts. */
    List<Throwable> errors() {
        return errors;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> play(socket), "fake-gateway-" + sockets.size());
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void play(Socket socket) {
        try (socket) {
            Conversation conversation = new Conversation(socket);
            try {
                script.play(conversation);
            } finally {
                greeted.addAndGet(conversation.heard ? 1 : 0);
            }
        } catch (IOException | RuntimeException e) {
            errors.add(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        try {
            acceptor.join(TimeUnit.SECONDS.toMillis(10));
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The gateway's end of one socket. */
    static final class Conversation {
        private final Socket socket;
        private final MessageInput<ClientMessage> in;
        private final MessageOutput out;

        private boolean heard;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new MessageInput<>(socket.getInputStream(), MessageDecoder.ofClient(Limits.BEFORE_LOGIN));
            this.out = new MessageOutput(socket.getOutputStream(), Limits.BEFORE_LOGIN);
        }

        Socket socket() {
            return socket;
        }

        ClientMessage.Login greet() throws IOException {
            return greet(0);
        }

        ClientMessage.Login greet(long expiresAtMillis) throws IOException {
            expect(ClientMessage.Hello.class);
            heard = true;
            send(
                    0,
                    new ServerMessage.HelloOk(
                            1,
                            List.of("x-grease"),
                            Limits.DEFAULT.frameBytes(),
                            Limits.DEFAULT.messageBytes(),
                            "fake"));
            ClientMessage.Login login = expect(ClientMessage.Login.class);
            in.limits(Limits.DEFAULT);
            send(0, new ServerMessage.LoginOk("sue", List.of("support"), expiresAtMillis, "node-1"));
            out.limits(Limits.DEFAULT);
            return login;
        }

        Envelope<ClientMessage> read() throws IOException {
            return next().orElseThrow(() -> new IOException("the client closed"));
        }

        Optional<Envelope<ClientMessage>> next() throws IOException {
            return in.next();
        }

        /** Reads until the client closes. */
        void drain() throws IOException {
            while (next().isPresent()) {
                // what comes is of no interest
            }
        }

        void send(int stream, ServerMessage message) throws IOException {
            out.send(stream, message);
        }

        <M extends ClientMessage> M expect(Class<M> type) throws IOException {
            return type.cast(read().message());
        }
    }
}
