package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL thinks beforehand a change would change, and what it could undo. */
final class PostgreSqlPlansIT {
    private final Product product = Product.of("jdbc:postgresql:x").orElseThrow();
    private Connection connection;

    @BeforeEach
    void fill() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        connection = DriverManager.getConnection(server.url(), server.user(), server.password());
        run("create table estimated (id int primary key, name varchar(40))");
        for (int id = 0; id < 40; id++) {
            run("insert into estimated values (" + id + ", 'x')");
        }
        run("analyze estimated");
    }

    @AfterEach
    void close() throws SQLException {
        run("drop table estimated");
        connection.close();
    }

    private void run(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private OptionalLong planned(String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery(product.explains() + text)) {
            return product.planned(plan);
        }
    }

    @Test
    void planTellsHowManyRowsWouldChangeAndChangesNone() throws SQLException {
        assertThat(planned("update estimated set name = 'y'").orElse(-1)).isBetween(30L, 50L);
        assertThat(planned("delete from estimated where id = 3").orElse(-1)).isEqualTo(1);
        assertThat(planned("with gone as (delete from estimated returning id) update estimated set name = 'y'"))
                .as("of two changes nobody can tell")
                .isEmpty();

        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from estimated where name = 'x'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(40);
        }
    }
}
