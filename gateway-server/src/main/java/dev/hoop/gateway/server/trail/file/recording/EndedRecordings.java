package dev.hoop.gateway.server.trail.file.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes recordings durable that are complete, some 50 ms after their sessions have ended and together: a file system that has to write down
 * that one new file is there writes down all of them. Thread-safe.
 */
final class EndedRecordings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndedRecordings.class);
    private static final long GATHER_MILLIS = 50;
    private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** So many files at most are kept open for it. */
    private static final int MOST = 256;

    private final BlockingQueue<Runnable> ended = new LinkedBlockingQueue<>(MOST);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "hoop-ended-recordings");

    EndedRecordings() {
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has it made durable soon; at once, by the caller, where too many wait or this is closed. */
    void add(Runnable secure) {
        if (isClosing() || !ended.offer(secure)) {
            secure(secure);
        } else if (isClosing()) {
            secureAll();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            while (!isClosing()) {
                Runnable first = ended.take();
                boolean over = closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                secure(first);
                if (!over) {
                    secureAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void secureAll() {
        List<Runnable> all = new ArrayList<>();
        ended.drainTo(all);
        all.forEach(EndedRecordings::secure);
    }

    private static void secure(Runnable one) {
        try {
            one.run();
        } catch (RuntimeException e) { // the edge of the thread
            LOG.atError().setCause(e).log("a recording could not be closed; its trail does not vouch for it");
        }
    }

    /** Makes durable what waits. */
    @Override
    public void close() {
        closing.countDown();
        if (ended.offer(() -> {})) { // it may wait for one
            join();
        }
        secureAll();
    }

    private void join() {
        try {
            thread.join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
