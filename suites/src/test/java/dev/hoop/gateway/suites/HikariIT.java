package dev.hoop.gateway.suites;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** HikariCP: what it sets it resets, what fails it keeps or throws away, and threads do not meet. */
final class HikariIT extends Suite {
    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        way.run("create table counts (id int primary key, n int)", "insert into counts values (1, 0)");
        List<String> seen = new ArrayList<>();
        try (HikariDataSource pool = way.pool()) {
            settingsAreReset(pool, seen);
            failuresKeepTheConnection(pool, seen);
            manyThreads(pool, seen);
            uncommittedWorkIsRolledBack(pool, seen);
            seen.add("idle " + (pool.getHikariPoolMXBean().getActiveConnections() == 0));
        }
        return seen;
    }

    private static void settingsAreReset(HikariDataSource pool, List<String> seen) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select n from counts")) {
                row.next();
            }
            connection.rollback();
        }
        try (Connection connection = pool.getConnection()) {
            seen.add(connection.getAutoCommit() + " " + connection.isReadOnly() + " "
                    + connection.getTransactionIsolation() + " " + connection.isValid(5));
        }
    }

    private static void failuresKeepTheConnection(HikariDataSource pool, List<String> seen) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            try {
                statement.executeUpdate("insert into counts values (1, 1)");
            } catch (SQLException e) {
                seen.add(e.getSQLState() + " " + e.getErrorCode());
            }
            seen.add("thrown away " + connection.isClosed());
        }
    }

    private static void manyThreads(HikariDataSource pool, List<String> seen) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        add(pool);
                    }
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        seen.add("sum " + count(pool));
    }

    private static void add(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update = connection.prepareStatement("update counts set n = n + ? where id = 1")) {
            update.setInt(1, 1);
            update.executeUpdate();
        }
    }

    private static void uncommittedWorkIsRolledBack(HikariDataSource pool, List<String> seen) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            seen.add("updated " + statement.executeUpdate("update counts set n = -1 where id = 1"));
        }
        seen.add("sum " + count(pool));
    }

    private static int count(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select n from counts where id = 1")) {
            row.next();
            return row.getInt(1);
        }
    }
}
