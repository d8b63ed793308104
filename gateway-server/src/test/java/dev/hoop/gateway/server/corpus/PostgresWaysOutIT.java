package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PGobject;

final class PostgresWaysOutIT extends WaysOutContract {
    PostgresWaysOutIT() {
        super("postgresql");
    }

    @Override
    String emptyDatabase() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists ways_out");
            statement.execute("create database ways_out");
            statement.execute("alter database ways_out set search_path = shop, public");
        }
        return server.url().replaceAll("/postgres$", "/ways_out");
    }

    @Override
    String user() {
        return PostgresServer.shared().user();
    }

    @Override
    String password() {
        return PostgresServer.shared().password();
    }

    @Override
    List<String> tellers() {
        return List.of(
                "create function tell() returns trigger language plpgsql as $$ begin raise notice 'told %', (select ssn from customers where id = 1);"
                        + " raise warning 'told %', (select email from customers where id = 1); return new; end $$",
                "create trigger tells before insert on noted for each row execute function tell()",
                "create function tell_more() returns trigger language plpgsql as $$ begin raise exception 'told %',"
                        + " (select ssn from customers where id = 1); end $$",
                "create trigger tells before insert on refused for each row execute function tell_more()");
    }

    @Test
    void whatIsPreparedFollowsTemporaryTables() throws SQLException {
        followsItsNames();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coded", "shop.coded", "\"shop\".\"coded\""})
    void typesOfParametersAreConvertedNowhere(String type) throws SQLException {
        comesOutOnlyDirectly("a parameter of type " + type, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select substr(?, 1)")) {
                PGobject coded = new PGobject();
                coded.setType(type);
                coded.setValue("(1,a)");
                statement.setObject(1, coded);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? rows.getString(1) : "";
                }
            }
        });
    }
}
