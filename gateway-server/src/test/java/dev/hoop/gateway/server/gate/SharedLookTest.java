package dev.hoop.gateway.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedLookTest {
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    @Test
    void whoeverAsksWithinTheLongestAgeSharesOneLook() {
        SharedLook<Integer> shared = new SharedLook<>(looks::incrementAndGet, Duration.ofNanos(10), now::get);

        for (int asked = 0; asked < 50; asked++) {
            assertThat(shared.now()).isEqualTo(1);
        }
        now.set(9);
        assertThat(shared.now()).isEqualTo(1);
        now.set(10);
        assertThat(shared.now()).isEqualTo(2);
    }

    @Test
    void ofThoseWhoAskAtOnceOneLooksAndAllAreAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        SharedLook<Integer> shared = new SharedLook<>(
                () -> {
                    asked.countDown();
                    await(answer);
                    return looks.incrementAndGet();
                },
                Duration.ofNanos(10),
                now::get);
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            answers.add(threads.submit(shared::now));
            await(asked);
            for (int i = 1; i < 50; i++) {
                answers.add(threads.submit(shared::now));
            }
            answer.countDown();

            for (Future<Integer> one : answers) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(looks.get()).isEqualTo(1);
    }

    @Test
    void failureIsToldAndTheNextOneLooksAgain() {
        SharedLook<Integer> shared = new SharedLook<>(
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new GatewayException(ErrorCode.STORE_UNAVAILABLE, "the store is away");
                    }
                    return looks.get();
                },
                Duration.ofNanos(10),
                now::get);

        assertThatThrownBy(shared::now).hasMessage("the store is away");
        assertThat(shared.now()).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
