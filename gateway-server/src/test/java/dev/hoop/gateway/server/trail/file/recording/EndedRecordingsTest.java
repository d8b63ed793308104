package dev.hoop.gateway.server.trail.file.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Recordings that are complete become durable soon, and all of them before the gateway ends. */
final class EndedRecordingsTest {
    @Test
    void whatEndsIsMadeDurableSoonByAnotherThread() throws Exception {
        CountDownLatch durable = new CountDownLatch(2);
        try (EndedRecordings ended = started()) {
            Thread caller = Thread.currentThread();
            ended.add(() -> {
                assertThat(Thread.currentThread()).isNotSameAs(caller);
                durable.countDown();
            });
            ended.add(durable::countDown);

            assertThat(durable.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void oneThatCannotBeMadeDurableKeepsNoOtherFromIt() throws Exception {
        CountDownLatch durable = new CountDownLatch(1);
        try (EndedRecordings ended = started()) {
            ended.add(() -> {
                throw new IllegalStateException("no disk");
            });
            ended.add(durable::countDown);

            assertThat(durable.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void moreThanMayWaitAreMadeDurableByWhoeverEndsThem() {
        AtomicInteger durable = new AtomicInteger();
        EndedRecordings asleep = new EndedRecordings();

        for (int i = 0; i < 1000; i++) {
            asleep.add(durable::incrementAndGet);
        }

        assertThat(durable).hasValue(1000 - 256);
        asleep.close();
        assertThat(durable).hasValue(1000);
    }

    @Test
    void closingMakesDurableWhatIsLeft() {
        AtomicInteger durable = new AtomicInteger();
        EndedRecordings ended = started();
        for (int i = 0; i < 100; i++) {
            ended.add(durable::incrementAndGet);
        }

        ended.close();
        assertThat(durable).hasValue(100);

        ended.add(durable::incrementAndGet);
        assertThat(durable).as("whoever comes later does it himself").hasValue(101);
    }

    private static EndedRecordings started() {
        EndedRecordings ended = new EndedRecordings();
        ended.start();
        return ended;
    }
}
