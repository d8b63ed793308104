package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that serve sessions: bounded, named after what they do, kept for a moment when they are free. */
final class DoorThreads implements AutoCloseable {
    private static final long KEEP_SECONDS = 10;

    private final ExecutorService threads;

    private DoorThreads(ExecutorService threads) {
        this.threads = threads;
    }

    static DoorThreads of(RemoteDoorOptions.ThreadMode mode, int most) {
        return new DoorThreads(
                switch (mode) {
                    case PLATFORM ->
                        new ThreadPoolExecutor(
                                0, most, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), DoorThreads::daemon);
                    case VIRTUAL -> virtual();
                });
    }

    /** Runs work on a thread of that name; false when there is none to be had. */
    boolean start(String name, Runnable work) {
        try {
            executor().execute(() -> named(name, work));
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError none) { // the error is "unable to create native thread"
            return false;
        }
    }

    private Executor executor() {
        return threads;
    }

    private static void named(String name, Runnable work) {
        Thread thread = Thread.currentThread();
        thread.setName(name);
        try {
            work.run();
        } finally {
            thread.setName("hoop-remote-free");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hoop-remote-free");
        thread.setDaemon(true);
        return thread;
    }

    /** Found at run time, since the gateway runs on Java 17 too. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "this Java has no virtual threads; run the gateway on Java 21 or newer, or set threads: platform",
                    e);
        }
    }

    /** Waits for the threads to go home, which they do once their sockets are closed; then insists. */
    void close(Duration atMost) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
