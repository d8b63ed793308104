package dev.hoop.gateway.server.corpus;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

final class H2WaysOutIT extends WaysOutContract {
    H2WaysOutIT() {
        super("h2");
    }

    @Override
    String emptyDatabase() throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url, user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("create schema shop");
        }
        return url + ";SCHEMA=SHOP";
    }

    @Override
    String user() {
        return "sa";
    }

    @Override
    String password() {
        return "open sesame";
    }

    @Override
    List<String> tellers() {
        return List.of(
                "create trigger tells before insert on noted for each row call \"" + H2Teller.class.getName() + "\"",
                "create trigger tells_more before insert on refused for each row call \"" + H2Teller.class.getName()
                        + "\"");
    }
}
