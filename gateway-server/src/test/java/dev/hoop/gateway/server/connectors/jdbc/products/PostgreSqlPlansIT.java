package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class PostgreSqlPlansIT extends PlansContract {
    PostgreSqlPlansIT() {
        super("jdbc:postgresql:x");
    }

    @Override
    Connection connect() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    @Override
    String analyze() {
        return "analyze";
    }

    @Test
    void ofTwoChangesNobodyCanTell() throws SQLException {
        assertThat(planned("with gone as (delete from estimated returning id) update estimated set name = 'y'"))
                .isEmpty();
        requireUnchanged();
    }
}
