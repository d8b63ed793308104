package dev.hoop.gateway.server.trail.file.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What nobody waits for is written all the same. */
final class LateFramesTest {
    @Test
    void whatGathersIsWritten() throws Exception {
        CountDownLatch written = new CountDownLatch(2);
        try (LateFrames late = started()) {
            late.note(() -> counted(written));
            late.note(() -> counted(written));
            late.hurry();

            assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void recordingThatCannotBeWrittenDoesNotKeepOthersFromIt() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        try (LateFrames late = started()) {
            late.note(() -> {
                throw new AuditUnavailableException("the disk is full", null);
            });
            late.note(() -> counted(written));

            assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingWritesWhatIsLeft() {
        AtomicInteger written = new AtomicInteger();
        LateFrames late = started();
        for (int i = 0; i < 1000; i++) {
            late.note(() -> written.incrementAndGet() > 0);
        }

        late.close();

        assertThat(written).hasValue(1000);
    }

    @Test
    void whoeverComesAfterTheEndIsToldToWriteItself() {
        LateFrames late = started();
        late.close();

        assertThat(late.note(() -> true)).isFalse();
    }

    private static LateFrames started() {
        LateFrames late = new LateFrames();
        late.start();
        return late;
    }

    private static boolean counted(CountDownLatch latch) {
        latch.countDown();
        return true;
    }
}
