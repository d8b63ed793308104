package dev.hoop.gateway.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Passes one connection on, and when asked, towards the client byte by byte with a pause after each. */
final class DribblingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final GatewayAddress target;
    private final long pauseNanos;
    private final AtomicInteger dribbled = new AtomicInteger();
    private volatile boolean closed;

    DribblingProxy(GatewayAddress target, long pauseMillis) {
        this.target = target;
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        try {
            this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    GatewayAddress address() {
        return new GatewayAddress("localhost", server.getLocalPort());
    }

    /** The next bytes one by one; everything else as it comes. */
    void dribble(int bytes) {
        dribbled.set(bytes);
    }

    private void accept() {
        try (Socket client = server.accept();
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
            client.setTcpNoDelay(true);
            gateway.setTcpNoDelay(true);
            daemon(() -> pass(client, gateway, false));
            pass(gateway, client, true);
        } catch (IOException e) {
            // one side has gone
        }
    }

    private void pass(Socket from, Socket to, boolean slowly) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0 && !closed; count = in.read(bytes)) {
                for (int at = 0; at < count; ) {
                    boolean one = slowly && dribbled.get() > 0;
                    int size = one ? 1 : count - at;
                    out.write(bytes, at, size);
                    at += size;
                    if (one) {
                        dribbled.decrementAndGet();
                        LockSupport.parkNanos(pauseNanos);
                    }
                }
            }
        } catch (IOException e) {
            // one side has gone
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "dribbling-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
    }
}
