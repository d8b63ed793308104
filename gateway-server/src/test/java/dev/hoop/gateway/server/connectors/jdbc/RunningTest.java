package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RunningTest {
    private final Running running = new Running();

    @Test
    void cancellingNothingStopsNothingAndIsNotRemembered() {
        AtomicInteger stops = new AtomicInteger();
        running.cancel();
        running.begin(stops::incrementAndGet);

        assertThat(running.cancelled()).isFalse();
        assertThat(running.end()).isEqualTo(Running.Ending.UNDISTURBED);
        assertThat(stops).hasValue(0);
    }

    @Test
    void whatBeginsAfterTheEndOfTheSessionIsCancelledFromTheStart() {
        running.stop();
        running.begin(() -> {});

        assertThat(running.cancelled()).isTrue();
        assertThat(running.end()).isEqualTo(Running.Ending.CANCEL_SENT);
    }

    @Test
    void aRequestThatFindsNothingToStopIsMadeAgain() {
        AtomicInteger stops = new AtomicInteger();
        running.begin(stops::incrementAndGet);
        running.cancel(); // nobody ends the statement meanwhile

        assertThat(stops.get()).isGreaterThan(1);
        assertThat(running.end()).isEqualTo(Running.Ending.CANCEL_SENT);
    }

    @Test
    void aStatementDoesNotEndWhileItsCancelIsOnTheWay() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicBoolean arrived = new AtomicBoolean();
        running.begin(() -> {
            asked.countDown();
            answer.await(10, TimeUnit.SECONDS);
            arrived.set(true);
        });
        Thread canceller = new Thread(running::cancel);
        canceller.start();
        asked.await();
        Thread releaser = new Thread(answer::countDown);
        releaser.start();

        Running.Ending ending = running.end();

        assertThat(arrived).isTrue();
        assertThat(ending).isEqualTo(Running.Ending.CANCEL_SENT);
        canceller.join(10_000);
        releaser.join(10_000);
    }

    @Test
    void aCancelThatFailsIsOnlyAWish() {
        running.begin(() -> {
            throw new java.sql.SQLException("no way to the target");
        });
        running.cancel();

        assertThat(running.cancelled()).isTrue();
        assertThat(running.end()).isEqualTo(Running.Ending.CANCEL_SENT);
    }

    @Test
    void theNextStatementIsNotCancelledWithTheLast() {
        running.begin(() -> {});
        running.cancel();
        running.end();
        running.begin(() -> {});

        assertThat(running.cancelled()).isFalse();
        assertThat(running.end()).isEqualTo(Running.Ending.UNDISTURBED);
    }
}
