package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("e2e")
final class MariaDbPlansIT extends PlansContract {
    MariaDbPlansIT() {
        super("jdbc:mariadb://x");
    }

    @Override
    Connection connect() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    @Override
    String analyze() {
        return "analyze table";
    }

    @Test
    void tableWithoutTransactionsIsNotUndone() throws SQLException {
        run("create table lasting (id int primary key) engine = MyISAM");
        try {
            String schema = connection().getCatalog();

            assertThat(product.undoes(connection(), List.of(new ObjectName("", schema, "estimated"))))
                    .isTrue();
            assertThat(product.undoes(
                            connection(),
                            List.of(new ObjectName("", schema, "estimated"), new ObjectName("", schema, "lasting"))))
                    .isFalse();
        } finally {
            run("drop table lasting");
        }
    }
}
