package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BlockingSocketsIT {
    private ServerSocket listening;
    private Socket socket;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = new BlockingSockets().createSocket();
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
