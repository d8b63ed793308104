package dev.hoop.gateway.server.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** What stands before a mail server that knows no STARTTLS: offers it, upgrades, and then carries everything to the server behind. */
final class StartTlsFront implements AutoCloseable {
    private final ServerSocket server;
    private final SSLContext tls;
    private final int behind;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> clear = new CopyOnWriteArrayList<>();
    private final AtomicInteger upgrades = new AtomicInteger();

    StartTlsFront(Path keyStore, int behind) throws IOException, GeneralSecurityException {
        this.behind = behind;
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, ServerCertificate.PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, ServerCertificate.PASSWORD.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        server = new ServerSocket(0); // at all addresses, so that it is found under a name it has no certificate for
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int upgrades() {
        return upgrades.get();
    }

    List<String> saidInTheClear() {
        return List.copyOf(clear);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                threads.execute(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            OutputStream out = caller.getOutputStream();
            say(out, "220 front ready");
            for (String line = line(caller.getInputStream()); !line.isEmpty(); line = line(caller.getInputStream())) {
                clear.add(line);
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    say(out, "250-front\r\n250 STARTTLS");
                } else if (command.startsWith("STARTTLS")) {
                    say(out, "220 go ahead");
                    upgrade(caller);
                    return;
                } else {
                    say(out, "530 Must issue a STARTTLS command first");
                }
            }
        } catch (IOException over) {
            // the caller has left, or does not trust this certificate
        }
    }

    private void upgrade(Socket caller) throws IOException {
        try (SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(caller, null, caller.getPort(), false);
                Socket target = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            secure.setUseClientMode(false);
            secure.startHandshake();
            upgrades.incrementAndGet();
            line(target.getInputStream()); // its greeting: the caller has had one
            threads.execute(() -> {
                try (target) {
                    secure.getInputStream().transferTo(target.getOutputStream());
                } catch (IOException over) {
                    // one of the two has left
                }
            });
            target.getInputStream().transferTo(secure.getOutputStream());
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
