package dev.hoop.gateway.benchmarks.load.work;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection, {@code select 1}, and goodbye. */
final class Reconnect implements Work {
    private @Nullable Connections connections;

    @Override
    public void open(Connections given) {
        connections = given;
    }

    @Override
    public Samples run(Duration time) throws SQLException {
        Connections opening = java.util.Objects.requireNonNull(connections, "the work was not opened");
        Samples samples = new Samples();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long before = start;
        do {
            try (Connection connection = opening.open();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select 1")) {
                rows.next();
                samples.read(rows.getInt(1));
            }
            long now = System.nanoTime();
            samples.step(now - before, 1);
            before = now;
        } while (before < end);
        samples.took(before - start);
        return samples;
    }

    @Override
    public void close() {
        connections = null;
    }
}
