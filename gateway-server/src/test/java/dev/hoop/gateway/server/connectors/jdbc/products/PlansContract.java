package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a database thinks beforehand a change would change, and what it could undo. */
abstract class PlansContract {
    final Product product;
    private Connection connection;

    PlansContract(String url) {
        this.product = Product.of(url).orElseThrow();
    }

    abstract Connection connect() throws SQLException;

    /** How the database is told to look at the rows of a table. */
    abstract String analyze();

    Connection connection() {
        return connection;
    }

    @BeforeEach
    void fill() throws SQLException {
        connection = connect();
        run("create table estimated (id int primary key, name varchar(40))");
        for (int id = 0; id < 40; id++) {
            run("insert into estimated values (" + id + ", 'x')");
        }
        run(analyze() + " estimated");
    }

    @AfterEach
    void close() throws SQLException {
        run("drop table estimated");
        connection.close();
    }

    final void run(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    final OptionalLong planned(String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery(product.explains() + text)) {
            return product.planned(plan);
        }
    }

    final void requireUnchanged() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from estimated where name = 'x'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(40);
        }
    }

    @Test
    void planTellsHowManyRowsWouldChangeAndChangesNone() throws SQLException {
        assertThat(planned("update estimated set name = 'y'").orElse(-1)).isBetween(30L, 50L);
        assertThat(planned("delete from estimated where id = 3").orElse(-1)).isEqualTo(1);
        requireUnchanged();
    }
}
