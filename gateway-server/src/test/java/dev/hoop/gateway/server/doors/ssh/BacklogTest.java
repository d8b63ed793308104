package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final IoSession connection = (IoSession) Proxy.newProxyInstance(
            BacklogTest.class.getClassLoader(), new Class<?>[] {IoSession.class}, (proxy, method, arguments) -> {
                told.add(method.getName());
                return switch (method.getName()) {
                    case "isOpen" -> !told.contains("close");
                    case "isClosing" -> told.contains("close");
                    default -> null;
                };
            });

    /** A packet on its way. */
    private static final class Packet extends AbstractIoWriteFuture {
        Packet() {
            super("packet", null);
        }

        void isTaken() {
            setValue(true);
        }
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void clientThatDoesNotTakeItsAnswersIsNotHeardUntilItDoes() throws IOException {
        Backlog backlog = new Backlog(connection, timer, LONG, LONG);
        List<Packet> packets = packets(backlog, 5_000);

        assertThat(told).containsExactly("suspendRead");
        packets.forEach(Packet::isTaken);

        assertThat(told).containsExactly("suspendRead", "resumeRead");
    }

    @Test
    void clientThatNeverTakesItsAnswersIsCutOff() throws Exception {
        Backlog backlog = new Backlog(connection, timer, Duration.ofMillis(20), LONG);
        packets(backlog, 5_000);

        await(() -> told.contains("close"));
    }

    @Test
    void strangersAreHeardForLess() throws IOException {
        Backlog backlog = new Backlog(connection, timer, LONG, LONG);
        for (int i = 0; i < 300; i++) {
            backlog.added(1000, false, Packet::new);
        }

        assertThat(told).containsExactly("suspendRead");
    }

    @Test
    void dataWaitsForRoomAndGoesOnWhenThereIsSome() throws Exception {
        Backlog backlog = new Backlog(connection, timer, LONG, LONG);
        List<Packet> packets = packets(backlog, 1_000);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                backlog.awaitRoom();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        await(() -> told.contains("isOpen")); // it looks, and waits
        assertThat(waiting).isNotDone();

        packets.forEach(Packet::isTaken);

        waiting.get(10, TimeUnit.SECONDS);
    }

    @Test
    void dataDoesNotWaitForWhoHasGone() throws IOException {
        Backlog backlog = new Backlog(connection, timer, LONG, LONG);
        packets(backlog, 1_000);
        connection.close(true);

        assertThatThrownBy(backlog::awaitRoom).isInstanceOf(IOException.class);
    }

    @Test
    void packetThatCouldNotBeWrittenDoesNotCount() throws IOException {
        Backlog backlog = new Backlog(connection, timer, LONG, LONG);
        for (int i = 0; i < 5_000; i++) {
            assertThatThrownBy(() -> backlog.added(1000, true, () -> {
                        throw new IOException("closed");
                    }))
                    .isInstanceOf(IOException.class);
        }
        backlog.awaitRoom();

        assertThat(told).isEmpty();
    }

    private static List<Packet> packets(Backlog backlog, int count) throws IOException {
        List<Packet> packets = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            Packet packet = new Packet();
            packets.add(packet);
            IoWriteFuture added = backlog.added(1000, true, () -> packet);
            assertThat(added).isSameAs(packet);
        }
        return packets;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
