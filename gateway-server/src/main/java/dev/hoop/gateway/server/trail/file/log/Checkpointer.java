package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.server.trail.file.record.Checkpoint;
import dev.hoop.gateway.server.trail.file.record.CheckpointSigner;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs where the log stands, once a second when there is news, and hands it to one sink. Each sink has a thread of its own: one that hangs
 * holds up no other, and never the log.
 */
final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(5);

    private final CheckpointSigner signer;
    private final CheckpointSink sink;
    private final Supplier<DurableEnd> log;
    private final InstantSource clock;
    private final TrailHasher hasher = new TrailHasher();
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    @GuardedBy("this")
    private long signed;

    private boolean failing;

    Checkpointer(CheckpointSigner signer, CheckpointSink sink, Supplier<DurableEnd> log, InstantSource clock) {
        this.signer = signer;
        this.sink = sink;
        this.log = log;
        this.clock = clock;
        this.thread = new Thread(this::run, "hoop-trail-checkpoints");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                sign();
            } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
            sign();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts this thread
        }
    }

    private void sign() {
        try {
            signNow();
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.atError()
                        .addKeyValue("sink", sink.getClass().getSimpleName())
                        .setCause(e)
                        .log("a checkpoint of the trail could not be kept; it is tried again every second");
            }
        }
    }

    /** Signs where the log stands, if that is news, and returns when the sink has kept it. Any thread. */
    synchronized void signNow() throws IOException {
        DurableEnd end = log.get();
        if (end.position().size() != signed) {
            keep(end);
        }
    }

    /** Signs where the log stood before this start, so that every record before a segment's head is signed before the head is there. */
    synchronized void keep(DurableEnd end) throws IOException {
        Checkpoint checkpoint = Checkpoint.of(signer.publicKey().name(), end.position(), clock.instant(), hasher);
        sink.keep(end.segment(), signer.note(checkpoint));
        signed = end.position().size();
    }

    /** Signs the last checkpoint. */
    @Override
    public void close() {
        closing.countDown(); // not an interrupt, which would close the file under the thread's hands
        try {
            thread.join(LAST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
