package dev.hoop.gateway.api.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WakefulSocketTest {
    private ServerSocket listening;
    private Socket socket;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = new WakefulSocket(WakefulSocket.Peer.ANSWERS);
        socket.connect(new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()), 10_000);
        peer = listening.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        peer.close();
        listening.close();
    }

    @Test
    void timeoutFiresAndNothingIsLost() throws IOException {
        socket.setSoTimeout(1);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        socket.setSoTimeout(0);
        peer.getOutputStream().write(7);

        assertThat(socket.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void everyByteComesWhetherItIsLookedForOrSleptFor() throws Exception {
        int bytes = 600;
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < bytes; i++) {
                LockSupport.parkNanos(i % 3 == 0 ? 600_000 : 0); // longer than is looked, or not at all
                try {
                    peer.getOutputStream().write(i);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        InputStream in = socket.getInputStream();

        for (int i = 0; i < bytes; i++) {
            assertThat(in.read()).isEqualTo(i & 0xff);
        }
        writing.get(10, TimeUnit.SECONDS);
        peer.shutdownOutput();
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[8])).isEqualTo(-1);
    }

    @Test
    void acceptedOnesAreRequestsAndReadAlike() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {
                    @Override
                    public Socket accept() throws IOException {
                        Socket accepted = new WakefulSocket(WakefulSocket.Peer.ASKS);
                        implAccept(accepted);
                        return accepted;
                    }
                };
                Socket caller = new Socket(door.getInetAddress(), door.getLocalPort());
                Socket accepted = door.accept()) {
            caller.getOutputStream().write(new byte[] {1, 2, 3});

            assertThat(accepted.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void whoWaitsIsLetGoWhenAnotherThreadCloses() throws Exception {
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return socket.getInputStream().read();
            } catch (IOException e) {
                return -2;
            }
        });
        socket.close();

        assertThat(reading.get(10, TimeUnit.SECONDS)).isNegative();
    }
}
