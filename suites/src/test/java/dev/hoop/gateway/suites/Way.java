package dev.hoop.gateway.suites;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One way to a fresh database: by its own driver, or through a gateway. What a program does with it is all it knows.
 *
 * @param driver the class of the driver, for programs that want it named
 */
record Way(Product product, String url, String user, String password, String driver) {
    /** The databases that programs run on. */
    enum Product {
        H2,
        POSTGRESQL,
        MARIADB
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Nothing but what an application that changes its URL has: no class of a driver. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    boolean is(Product other) {
        return product == other;
    }

    /** Runs statements one after the other. */
    void run(String... texts) throws SQLException {
        try (Connection connection = connect();
                java.sql.Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Way[" + product + "]";
    }
}
