package dev.hoop.gateway.server.corpus;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
                        + "\"",
                "create view watched as select session_id, executing_statement as e from information_schema.sessions");
    }

    @Test
    void statementsOfOtherSessionsComeOutNowhere() throws Exception {
        tellsNothingOfOthersStatements(
                "select count(*) from system_range(1, 1000000000000) where cast(x as varchar) <> 'secret'",
                "select count(*) > 1 from information_schema.sessions",
                "select count(*) from information_schema.sessions where executing_statement like '%sec' || 'ret%'",
                List.of(
                        "select * from information_schema.sessions",
                        "select executing_statement from information_schema.sessions",
                        "select lower(\"EXECUTING_STATEMENT\") from information_schema.sessions",
                        "select listagg(executing_statement, ' ') from information_schema.sessions",
                        "select x.e from (select executing_statement as e from information_schema.sessions) x",
                        "with w as (select * from information_schema.sessions) select executing_statement from w",
                        "select executing_statement from information_schema.sessions union select 'x'",
                        "select 'secret' from information_schema.sessions where executing_statement like '%sec' || 'ret%'",
                        "select json_array(executing_statement) from information_schema.sessions",
                        "select e from watched"));
    }
}
