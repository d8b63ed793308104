package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangesTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void exchangesWithDataBetweenThemAreNotCounted() {
        Exchanges exchanges = new Exchanges(timer, LONG, () -> {});

        assertThatCode(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        exchanges.begins(1_000_000);
                        exchanges.ended();
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void exchangesForNothingAreCounted() {
        Exchanges exchanges = new Exchanges(timer, LONG, () -> {});

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 30; i++) {
                        exchanges.begins(500);
                        exchanges.ended();
                    }
                })
                .isInstanceOf(SshException.class)
                .hasMessageContaining("key exchanges");
    }

    @Test
    void oneThatIsLeftHangingEndsTheConnection() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        Exchanges exchanges = new Exchanges(timer, Duration.ofMillis(10), cut::countDown);
        exchanges.begins(500);

        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
