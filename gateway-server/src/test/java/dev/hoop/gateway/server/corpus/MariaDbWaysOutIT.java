package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("e2e")
final class MariaDbWaysOutIT extends WaysOutContract {
    MariaDbWaysOutIT() {
        super("mariadb");
    }

    @Override
    String emptyDatabase() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists shop");
            statement.execute("create database shop");
        }
        return server.url().replaceAll("/hoop$", "/shop");
    }

    @Override
    String user() {
        return MariaDbServer.shared().user();
    }

    @Override
    String password() {
        return MariaDbServer.shared().password();
    }

    @Override
    List<String> tellers() {
        return List.of(
                "create trigger tells before insert on noted for each row begin declare told varchar(100); set told = (select ssn from customers"
                        + " where id = 1); signal sqlstate '01000' set message_text = told; end",
                "create trigger tells_more before insert on refused for each row begin declare told varchar(100); set told = (select ssn from"
                        + " customers where id = 1); signal sqlstate '45000' set message_text = told; end");
    }

    @Override
    boolean warnsFromTriggers() {
        return false; // it forgets them at the end of the trigger
    }
}
