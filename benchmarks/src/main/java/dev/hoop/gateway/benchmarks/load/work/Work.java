package dev.hoop.gateway.benchmarks.load.work;

import java.sql.SQLException;
import java.time.Duration;

/** One of the things that applications do. Opened once, run many times. */
public interface Work extends AutoCloseable {
    /** Connects and prepares. */
    void open(Connections connections) throws SQLException;

    /** Repeats its step for about so long, at least once. */
    Samples run(Duration time) throws SQLException;

    @Override
    void close() throws SQLException;
}
