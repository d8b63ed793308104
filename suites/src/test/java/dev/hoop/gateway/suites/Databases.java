package dev.hoop.gateway.suites;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Makes fresh databases, each by its own driver. */
final class Databases {
    private Databases() {}

    static Way fresh(Way.Product product) throws SQLException {
        String name = "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return switch (product) {
            case H2 ->
                new Way(product, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "open sesame", "org.h2.Driver");
            case POSTGRESQL -> {
                PostgresServer server = PostgresServer.shared();
                run(server.url(), server.user(), server.password(), "create database " + name);
                yield new Way(
                        product,
                        server.url().replaceFirst("/postgres$", "/" + name),
                        server.user(),
                        server.password(),
                        "org.postgresql.Driver");
            }
            case MARIADB -> {
                MariaDbServer server = MariaDbServer.shared();
                run(server.url(), server.user(), server.password(), "create database " + name);
                yield new Way(
                        product,
                        server.url().replaceFirst("/hoop$", "/" + name),
                        server.user(),
                        server.password(),
                        "org.mariadb.jdbc.Driver");
            }
        };
    }

    private static void run(String url, String user, String password, String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
