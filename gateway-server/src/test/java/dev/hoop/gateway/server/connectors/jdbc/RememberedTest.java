package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RememberedTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10); // the clock may wrap
    private final AtomicInteger gets = new AtomicInteger();
    private final Remembered<Integer> remembered =
            new Remembered<>(gets::incrementAndGet, Duration.ofSeconds(60), Duration.ofSeconds(5), now::get);

    @Test
    void aValueIsGotOnceUntilItIsTooOld() {
        assertThat(remembered.get()).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(remembered.get()).isEqualTo(1);

        now.addAndGet(1);

        assertThat(remembered.get()).isEqualTo(2);
    }

    /** A catalogue of many tables, and a short age. */
    @Test
    void aValueThatTakesLongerToGetThanItMayBeOldIsStillGiven() {
        Remembered<Integer> slow = new Remembered<>(
                () -> {
                    now.addAndGet(Duration.ofSeconds(61).toNanos());
                    return gets.incrementAndGet();
                },
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                now::get);

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), slow::get)).isEqualTo(1);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), slow::get)).isEqualTo(2);
    }

    @Test
    void whoeverWantsANewOneGetsOneThatWasBegunSinceThen() {
        assertThat(remembered.get()).isEqualTo(1);
        now.addAndGet(1);

        assertThat(remembered.getNow(Duration.ZERO)).isEqualTo(2);
        assertThat(remembered.get()).isEqualTo(2);
    }

    @Test
    void whoeverWantsANewOneSoonAfterAnotherWaitsForIt() {
        Remembered<Integer> ticking = new Remembered<>(
                gets::incrementAndGet, Duration.ofSeconds(60), Duration.ofSeconds(5), () -> now.addAndGet(1_000_000));
        ticking.get();
        long before = now.get();

        assertThat(ticking.getNow(Duration.ofMillis(20))).isEqualTo(2);

        assertThat(now.get() - before).isGreaterThan(10_000_000);
        assertThat(gets).hasValue(2);
    }

    @Test
    void aForgottenValueIsGotAgain() {
        remembered.get();
        remembered.forget();

        assertThat(remembered.get()).isEqualTo(2);
    }

    /** A definition changed while the catalogue was being read: that reading may not stay. */
    @Test
    void whatIsForgottenWhileItIsGotDoesNotStay() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        Remembered<Integer> reading = new Remembered<>(
                () -> {
                    meanwhile.getAndSet(() -> {}).run();
                    return gets.incrementAndGet();
                },
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                now::get);
        meanwhile.set(reading::forget);

        assertThat(reading.get()).isEqualTo(1);
        assertThat(reading.get()).isEqualTo(2);
        assertThat(reading.get()).isEqualTo(2);
    }

    @Test
    void aFailureIsThrownAndNotKept() {
        Remembered<Integer> failing = new Remembered<>(
                () -> {
                    if (gets.incrementAndGet() == 1) {
                        throw new IllegalStateException("down");
                    }
                    return 7;
                },
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                now::get);

        assertThatThrownBy(failing::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("down");
        assertThat(failing.get()).isEqualTo(7);
    }
}
