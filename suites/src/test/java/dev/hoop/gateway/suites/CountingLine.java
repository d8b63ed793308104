package dev.hoop.gateway.suites;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire between a driver and its gateway that counts round trips: how often one side speaks after the other has. */
final class CountingLine implements AutoCloseable {
    private final ServerSocket server;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private int questions;

    CountingLine(int port) throws IOException {
        this.port = port;
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many times a driver has waited for an answer since this was last asked. */
    int takeRoundTrips() {
        synchronized (lock) {
            int taken = questions;
            questions = 0;
            return taken;
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket driver = server.accept();
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(driver);
                open.add(gateway);
                boolean[] asked = {false};
                daemon(() -> carry(driver, gateway, () -> asked[0] = true));
                daemon(() -> carry(gateway, driver, () -> answered(asked)));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** The first bytes of an answer end a round trip; what follows of them belongs to it. */
    private void answered(boolean[] asked) {
        synchronized (lock) {
            if (asked[0]) {
                asked[0] = false;
                questions++;
            }
        }
    }

    private void carry(Socket from, Socket to, Runnable noted) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[64 * 1024];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                synchronized (lock) {
                    noted.run();
                }
                out.write(bytes, 0, count);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // one end is gone, and with it the other
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "counting-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
