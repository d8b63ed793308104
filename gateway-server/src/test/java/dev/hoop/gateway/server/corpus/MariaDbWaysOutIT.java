package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
                        + " customers where id = 1); signal sqlstate '45000' set message_text = told; end",
                "create view watched as select id, info as i from information_schema.processlist");
    }

    @Override
    boolean warnsFromTriggers() {
        return false; // it forgets them at the end of the trigger
    }

    @Test
    void statementsOfOtherSessionsComeOutNowhere() throws Exception {
        tellsNothingOfOthersStatements(
                "select 'secret', sleep(600)",
                "select command, count(*) from information_schema.processlist where db = database() and state = 'User sleep' group by command",
                "select count(*) from information_schema.processlist where info like concat('%sec', 'ret%')",
                List.of(
                        "select * from information_schema.processlist",
                        "select info from information_schema.processlist",
                        "select INFO_BINARY from information_schema.PROCESSLIST",
                        "select convert(info_binary using utf8mb4) from information_schema.processlist",
                        "select group_concat(lower(info)) from information_schema.processlist",
                        "select x.i from (select info as i from information_schema.processlist) x",
                        "with w as (select * from information_schema.processlist) select info from w",
                        "select info from information_schema.processlist union select 'x'",
                        "select 'secret' from information_schema.processlist where info like concat('%sec', 'ret%')",
                        "select if(info like concat('%sec', 'ret%'), 'secret', '') from information_schema.processlist",
                        "select json_object('i', info) from information_schema.processlist",
                        "select i from watched",
                        "show full processlist",
                        "show processlist"));
    }
}
