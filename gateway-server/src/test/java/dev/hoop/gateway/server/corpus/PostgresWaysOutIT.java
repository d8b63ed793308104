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
                "create trigger tells before insert on refused for each row execute function tell_more()",
                "analyze customers",
                "create view samples as select attname, histogram_bounds::text from pg_stats",
                "create view samples_of_samples as select lower(histogram_bounds) as bounds from samples",
                "create materialized view samples_kept as select * from samples");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select histogram_bounds::text from pg_stats where attname = 'ssn'",
                "select histogram_bounds from samples where attname = 'ssn'",
                "select string_agg(s::text, ' ') from samples s",
                "select string_agg(bounds, ' ') from samples_of_samples",
                "select histogram_bounds from samples_kept where attname = 'ssn'",
                "select string_agg(to_json(s)::text, ' ') from samples_kept s",
            })
    void samplesThatTheDatabaseKeepsComeOutNowhere(String sql) throws SQLException {
        comesOutOnlyDirectly(sql, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? rows.getString(1) : "";
            }
        });
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
