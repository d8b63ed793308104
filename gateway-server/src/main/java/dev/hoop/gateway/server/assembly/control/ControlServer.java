package dev.hoop.gateway.server.assembly.control;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the command line. Whoever may open the socket's file may issue tokens: the file system is what keeps others out, as it keeps them
 * from the state itself. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 4;

    private final Path file;
    private final ServerSocketChannel server;
    private final TokenQuestions questions;
    private final Map<SocketChannel, Long> open = new ConcurrentHashMap<>();
    private final Semaphore seats = new Semaphore(MOST_AT_ONCE);

    private ControlServer(Path file, ServerSocketChannel server, TokenOffice tokens) {
        this.file = file;
        this.server = server;
        this.questions = new TokenQuestions(tokens);
    }

    /**
     * Begins to answer. A file left by a gateway that died is replaced; that no other gateway lives is known by now, since it would hold
     * the trail.
     */
    public static ControlServer open(Path file, TokenOffice tokens) {
        try {
            Files.deleteIfExists(file);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(file));
                ownerOnly(file);
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            ControlServer control = new ControlServer(file, server, tokens);
            daemon("hoop-control", control::accept);
            return control;
        } catch (IOException | UnsupportedOperationException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the control socket " + file + " cannot be made (" + e.getMessage()
                            + "); a shorter path of the data directory may help",
                    e);
        }
    }

    /** Ends connections that have had their time: a wait on such a socket knows no bound of its own. */
    public void closeOld() {
        long now = System.nanoTime();
        open.forEach((channel, since) -> {
            if (now - since > PATIENCE.toNanos()) {
                quietly(channel);
            }
        });
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (seats.tryAcquire()) {
                    open.put(channel, System.nanoTime());
                    daemon("hoop-control-answer", () -> answer(channel));
                } else {
                    quietly(channel);
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.atWarn()
                            .setMessage(
                                    "the control socket failed and is closed; commands reach the gateway after a restart")
                            .addKeyValue("failure", e.getMessage())
                            .log();
                    quietly(server);
                }
            }
        }
    }

    private void answer(SocketChannel channel) {
        try (channel) {
            ControlMessages.send(channel, questions.answer(ControlMessages.receive(channel)));
        } catch (IOException | RuntimeException e) {
            LOG.atDebug()
                    .setMessage("a control connection ended early")
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
        } finally {
            open.remove(channel);
            seats.release();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.keySet().forEach(ControlServer::quietly);
        Files.deleteIfExists(file);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void ownerOnly(Path file) throws IOException {
        FileStore store = Files.getFileStore(file.toAbsolutePath().resolveSibling(""));
        if (store.supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void quietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            // closed is closed
        }
    }

    static List<String> failure(GatewayException e) {
        return List.of("failed", Integer.toString(e.code().number()), String.valueOf(e.getMessage()));
    }
}
