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
                "create view watched as select pid, query as q from pg_stat_activity",
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

    @Test
    void statementsOfOtherSessionsComeOutNowhere() throws Exception {
        tellsNothingOfOthersStatements(
                "select 'secret', pg_sleep(600)",
                "select state, count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep' group by state",
                "select count(*) from pg_stat_activity where query like '%sec' || 'ret%'",
                List.of(
                        "select * from pg_stat_activity",
                        "table pg_catalog.pg_stat_activity",
                        "select query from pg_stat_activity",
                        "select a from pg_stat_activity a",
                        "select row_to_json(a)::text from pg_stat_activity a",
                        "select string_agg(a::text, ' ') from pg_stat_activity a",
                        "select string_agg(lower(query), ' ') from pg_stat_activity",
                        "select max(query) over () from pg_stat_activity where query like '%sec' || 'ret%'",
                        "select x.q from (select query as q from pg_stat_activity) x",
                        "with w as materialized (select * from pg_stat_activity) select query from w",
                        "select query from pg_stat_activity union select 'x'",
                        "select 'x' union all select query from pg_stat_activity",
                        "select l.q from pg_stat_activity a, lateral (select a.query as q) l",
                        "select array_agg(query)::text from pg_stat_activity",
                        "select (select string_agg(query, ' ') from pg_stat_activity) as q",
                        "select case when query like '%sec' || 'ret%' then 'secret' else '' end from pg_stat_activity",
                        "select 'secret' from pg_stat_activity where query like '%sec' || 'ret%'",
                        "select 'secret' from pg_stat_activity group by query having count(*) > 0 and query like '%sec' || 'ret%'",
                        "select k.value from pg_stat_activity a, jsonb_each_text(to_jsonb(a)) k",
                        "select q from watched",
                        "select w::text from watched w",
                        "select pg_stat_get_activity(null)::text",
                        "select pg_stat_get_backend_activity(s) from pg_stat_get_backend_idset() s"));
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
