package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Others' software on top. */
interface FrameworkContract extends Bench {
    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername("sue");
        config.setPassword(token());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    @Test
    default void hikariLendsConnectionsAndKeepsThemAfterADenial() throws SQLException {
        try (HikariDataSource pool = pool()) {
            for (int i = 0; i < 20; i++) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(i % 2 == 0);
                    statement.executeUpdate("insert into numbers (n) values (" + i + ")");
                    if (i % 2 != 0) {
                        connection.commit();
                    }
                }
            }
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("select 1; select 2; drop"))
                        .isInstanceOf(SQLException.class);
                assertThat(connection.isClosed()).isFalse();
            }
        }
        assertThat(count()).isEqualTo(20);
    }

    @Test
    default void springTranslatesErrorsAndRollsBack() {
        try (HikariDataSource pool = pool()) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));

            transaction.executeWithoutResult(status -> {
                jdbc.update("insert into numbers (n, txt) values (?, ?)", 1, "a");
                status.setRollbackOnly();
            });
            transaction.executeWithoutResult(
                    status -> jdbc.update("insert into numbers (n, txt) values (?, ?)", 2, null));

            assertThat(jdbc.queryForList("select n from numbers", Integer.class))
                    .containsExactly(2);
            assertThat(jdbc.queryForObject("select name from people where id = ?", String.class, 1))
                    .isEqualTo("Ada");
            assertThatThrownBy(() -> jdbc.update("insert into people (id, name) values (1, 'twice')"))
                    .isInstanceOf(DuplicateKeyException.class);
        }
    }
}
