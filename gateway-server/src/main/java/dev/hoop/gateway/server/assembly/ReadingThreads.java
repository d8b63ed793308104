package dev.hoop.gateway.server.assembly;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that read rows ahead for sessions. Reading ahead gains time while a processor is free and costs some where none is, so no more
 * of them read at once than leave half of the processors. Where none is free, whoever wants rows reads them itself.
 */
final class ReadingThreads implements Executor, AutoCloseable {
    private static final int MOST = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final long KEEP_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            ReadingThreads::daemon,
            (work, full) -> work.run());

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hoop-read-free");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
