package dev.hoop.gateway.suites;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** The other pools, with statement caches where they have one: what is returned to them comes out as new, and what fails stays usable. */
final class PoolsIT extends Suite {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20;

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        List<String> seen = new ArrayList<>();
        try (BasicDataSource pool = dbcp(way)) {
            use("dbcp", way, pool, seen);
        }
        org.apache.tomcat.jdbc.pool.DataSource tomcat = tomcat(way);
        try {
            use("tomcat", way, tomcat, seen);
        } finally {
            tomcat.close(true);
        }
        try (ComboPooledDataSource pool = c3p0(way)) {
            use("c3p0", way, pool, seen);
        }
        try (AgroalDataSource pool = agroal(way)) {
            use("agroal", way, pool, seen);
        }
        return seen;
    }

    private static BasicDataSource dbcp(Way way) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(way.url());
        pool.setUsername(way.user());
        pool.setPassword(way.password());
        pool.setMaxTotal(THREADS);
        pool.setPoolPreparedStatements(true);
        pool.setMaxOpenPreparedStatements(20);
        pool.setTestOnBorrow(true);
        pool.setTestOnReturn(true);
        pool.setDefaultReadOnly(false);
        pool.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return pool;
    }

    private static org.apache.tomcat.jdbc.pool.DataSource tomcat(Way way) {
        PoolProperties settings = new PoolProperties();
        settings.setUrl(way.url());
        settings.setDriverClassName(way.driver());
        settings.setUsername(way.user());
        settings.setPassword(way.password());
        settings.setMaxActive(THREADS);
        settings.setInitialSize(1);
        settings.setMinIdle(1);
        settings.setTestOnBorrow(true);
        settings.setValidationInterval(0);
        settings.setRollbackOnReturn(true);
        settings.setDefaultAutoCommit(true);
        settings.setDefaultReadOnly(false);
        settings.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        settings.setJdbcInterceptors("ConnectionState;StatementFinalizer;StatementCache;SlowQueryReport");
        return new org.apache.tomcat.jdbc.pool.DataSource(settings);
    }

    private static ComboPooledDataSource c3p0(Way way) throws Exception {
        ComboPooledDataSource pool = new ComboPooledDataSource();
        pool.setJdbcUrl(way.url());
        pool.setDriverClass(way.driver());
        pool.setUser(way.user());
        pool.setPassword(way.password());
        pool.setMaxPoolSize(THREADS);
        pool.setMinPoolSize(1);
        pool.setInitialPoolSize(1);
        pool.setMaxStatementsPerConnection(20);
        pool.setTestConnectionOnCheckout(true);
        return pool;
    }

    private static AgroalDataSource agroal(Way way) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(THREADS)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(way.url())
                                .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED)
                                .principal(new NamePrincipal(way.user()))
                                .credential(new SimplePassword(way.password())))));
    }

    private static void use(String name, Way way, DataSource pool, List<String> seen) throws Exception {
        String table = name + "_counts";
        way.run("create table " + table + " (id int primary key, n int)", "insert into " + table + " values (1, 0)");
        settingsAreReset(pool, table, seen);
        failuresKeepTheConnection(pool, table, seen);
        manyThreads(pool, table);
        uncommitted(pool, table, seen);
        seen.add(name + " " + count(pool, table));
    }

    private static void settingsAreReset(DataSource pool, String table, List<String> seen) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select n from " + table)) {
                row.next();
            }
            connection.rollback();
        }
        try (Connection connection = pool.getConnection()) {
            seen.add(connection.getAutoCommit() + " " + connection.isReadOnly() + " "
                    + connection.getTransactionIsolation() + " " + connection.isValid(5));
        }
    }

    private static void failuresKeepTheConnection(DataSource pool, String table, List<String> seen)
            throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            try {
                statement.executeUpdate("insert into " + table + " values (1, 1)");
            } catch (SQLException e) {
                seen.add(e.getSQLState() + " " + e.getErrorCode());
            }
            seen.add("thrown away " + connection.isClosed());
            try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                seen.add("rows " + row.getInt(1));
            }
        }
    }

    private static void manyThreads(DataSource pool, String table) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        add(pool, table);
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
    }

    private static void add(DataSource pool, String table) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update " + table + " set n = n + ? where id = 1")) {
            update.setInt(1, 1);
            update.executeUpdate();
        }
    }

    private static void uncommitted(DataSource pool, String table, List<String> seen) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            seen.add("updated " + statement.executeUpdate("update " + table + " set n = -1 where id = 1"));
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static int count(DataSource pool, String table) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select n from " + table + " where id = 1")) {
            row.next();
            return row.getInt(1);
        }
    }
}
