package dev.hoop.gateway.server.doors.ssh;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that serve channels: bounded, named after what they do, kept for a moment when they are free. */
final class DoorThreads implements AutoCloseable {
    private static final long KEEP_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    DoorThreads(int most) {
        this.threads = new ThreadPoolExecutor(
                0, most, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), DoorThreads::daemon);
    }

    /** Runs work on a thread of that name; false when there is none to be had. */
    boolean start(String name, Runnable work) {
        try {
            threads.execute(() -> {
                Thread.currentThread().setName(name);
                try {
                    work.run();
                } finally {
                    Thread.currentThread().setName("hoop-ssh-free");
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError none) { // the error is "unable to create native thread"
            return false;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hoop-ssh-free");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
