package dev.hoop.gateway.server.corpus;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A view that shows what is protected takes the name of a table that somebody reads. */
final class H2MovingNamesIT extends MovingNamesContract {
    @Override
    String emptyDatabase() throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url, user(), password())) {
            run(
                    connection,
                    "create schema shop",
                    "set schema shop",
                    "create table people (id int primary key, name varchar(20), ssn varchar(20))",
                    "insert into people values (1, 'Ada', 'SECRET1')",
                    "create view coded as select id, name, concat(ssn, '') as code from people",
                    "create table shown (id int, name varchar(20), code varchar(30))",
                    "insert into shown values (1, 'plain', 'plain')",
                    "create table kept (code varchar(30))");
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

    @Test
    void nothingComesOutWhileNamesChangePlaces() throws Exception {
        isMaskedWhileNamesMove(
                "plain",
                List.of("alter table shown rename to gone", "alter view coded rename to shown"),
                List.of("alter view shown rename to coded", "alter table gone rename to shown"));
    }
}
