package dev.hoop.gateway.benchmarks.load.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A work of one thread on one connection. */
final class Repeated implements Work {
    /** What is repeated; answers how many units it handled. */
    @FunctionalInterface
    interface Step {
        long take(SplittableRandom random, Samples samples) throws SQLException;
    }

    /** Prepares a step on a connection. */
    @FunctionalInterface
    interface Preparation {
        Step on(Connection connection) throws SQLException;
    }

    private final Preparation preparation;
    private @Nullable Connection connection;
    private @Nullable Step step;

    Repeated(Preparation preparation) {
        this.preparation = preparation;
    }

    @Override
    public void open(Connections connections) throws SQLException {
        Connection opened = connections.open();
        connection = opened;
        step = preparation.on(opened);
    }

    @Override
    public Samples run(Duration time) throws SQLException {
        Step prepared = java.util.Objects.requireNonNull(step, "the work was not opened");
        Samples samples = new Samples();
        long start = System.nanoTime();
        SplittableRandom random = new SplittableRandom(start);
        long end = start + time.toNanos();
        long before = start;
        do {
            long units = prepared.take(random, samples);
            long now = System.nanoTime();
            samples.step(now - before, units);
            before = now;
        } while (before < end);
        samples.took(before - start);
        return samples;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
