package dev.hoop.gateway.benchmarks.load.work;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The same work by several threads at once, each with a connection of its own. */
final class Together implements Work {
    private final List<Work> works = new ArrayList<>();
    private final ExecutorService threads;

    Together(int count, Supplier<Work> one) {
        for (int i = 0; i < count; i++) {
            works.add(one.get());
        }
        threads = Executors.newFixedThreadPool(count);
    }

    @Override
    public void open(Connections connections) throws SQLException {
        for (Work work : works) {
            work.open(connections);
        }
    }

    @Override
    public Samples run(Duration time) throws SQLException {
        List<Callable<Samples>> runs = new ArrayList<>();
        works.forEach(work -> runs.add(() -> work.run(time)));
        long start = System.nanoTime();
        Samples all = new Samples();
        try {
            for (Future<Samples> one : threads.invokeAll(runs)) {
                all.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new SQLException("one of the threads failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        all.took(System.nanoTime() - start);
        return all;
    }

    @Override
    public void close() throws SQLException {
        threads.shutdown();
        for (Work work : works) {
            work.close();
        }
    }
}
