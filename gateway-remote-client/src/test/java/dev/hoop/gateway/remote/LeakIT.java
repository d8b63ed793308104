package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LeakIT {
    private static final int ROUNDS = 300;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void connectionsLeaveNoSocketBehindHoweverTheyEnd() throws IOException {
        List<FakeGateway.Script> endings = List.of(
                FakeGateway.Conversation::drain,
                gate -> {},
                gate -> gate.socket().getOutputStream().write(new byte[] {1, 2, 3}));
        long before = openFiles();
        for (FakeGateway.Script ending : endings) {
            try (FakeGateway gateway = FakeGateway.plain(ending)) {
                for (int i = 0; i < ROUNDS; i++) {
                    use(gateway, i);
                }
            }
        }
        try (FakeGateway refusing = FakeGateway.raw(gate -> gate.expect(ClientMessage.Hello.class))) {
            for (int i = 0; i < ROUNDS; i++) {
                use(refusing, i);
            }
        }

        // far fewer than were opened; some files belong to classes that were loaded meanwhile
        assertThat(Until.holds(() -> openFiles() < before + 50)).isTrue();
    }

    @Test
    void connectionsStartNoThreads() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(FakeGateway.Conversation::drain);
                RemoteConnection one = RemoteConnection.connect(RemoteConnectionIT.options(gateway));
                RemoteConnection two = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            assertThat(one.isClosed() || two.isClosed()).isFalse();
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.startsWith("hoop-"))
                            .filter(name -> !name.equals("hoop-deadlines"))
                            .toList())
                    .isEmpty();
        }
        assertThat(Until.holds(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("hoop-deadlines"))))
                .as("the thread of the deadlines ends when it has nothing to do")
                .isTrue();
    }

    private static void use(FakeGateway gateway, int i) {
        try {
            RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway));
            switch (i % 3) {
                case 0 -> connection.close();
                case 1 -> connection.abort();
                default -> {
                    connection.start(RemoteConnectionIT.setAutoCommit());
                    connection.close();
                }
            }
        } catch (GatewayException e) {
            // that the peer misbehaves is the point
        }
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
