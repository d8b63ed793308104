package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What MariaDB thinks beforehand a change would change, and what it could undo. */
@Tag("e2e")
final class MariaDbPlansIT {
    private final Product product = Product.of("jdbc:mariadb://x").orElseThrow();
    private Connection connection;

    @BeforeEach
    void fill() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        connection = DriverManager.getConnection(server.url(), server.user(), server.password());
        run("create table estimated (id int primary key, name varchar(40))");
        for (int id = 0; id < 40; id++) {
            run("insert into estimated values (" + id + ", 'x')");
        }
        run("analyze table estimated");
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

        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from estimated where name = 'x'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(40);
        }
    }

    @Test
    void tableWithoutTransactionsIsNotUndone() throws SQLException {
        run("create table lasting (id int primary key) engine = MyISAM");
        try {
            String schema = connection.getCatalog();

            assertThat(product.undoes(connection, List.of(new ObjectName("", schema, "estimated"))))
                    .isTrue();
            assertThat(product.undoes(
                            connection,
                            List.of(new ObjectName("", schema, "estimated"), new ObjectName("", schema, "lasting"))))
                    .isFalse();
        } finally {
            run("drop table lasting");
        }
    }
}
