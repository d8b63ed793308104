package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds on PostgreSQL, and changes within queries there, of which it tells no count. */
final class PostgresEffectBoundIT extends EffectBoundContract {
    @Override
    String[] database() {
        PostgresServer server = PostgresServer.shared();
        return new String[] {server.url(), server.user(), server.password()};
    }

    @Override
    String trigger() {
        return """
                create or replace function bounded_log() returns trigger language plpgsql as
                  $$ begin insert into bounded_log values (new.id); return new; end $$;;
                create trigger bounded_log after update on bounded for each row execute function bounded_log()""";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with gone as (delete from bounded where id <= 3 returning id) select count(*) from gone",
                "with gone as (delete from bounded where id <= 3 returning id) select id from gone where id = 1",
                "with gone as (delete from bounded where id <= 3) update bounded set n = 8 where id = 5",
                "with gone as (delete from bounded where id <= 3) delete from bounded where id = 5",
                "with made as (insert into bounded select id + 10, n from bounded where id <= 3 returning id) insert into bounded_log select id from made where id = 11",
                "merge into bounded b using (select id from bounded) s on b.id = s.id when matched and b.id <= 3 then delete",
                "merge into bounded b using (values (1), (2), (11)) s (id) on b.id = s.id when matched then update set n = 8 when not matched then insert values (s.id, 8)",
                "update bounded set n = 8 where id <= 3 returning id",
            })
    void changesWithinQueriesDoNotPassUncounted(String sql) throws SQLException {
        assertThatThrownBy(() -> approved(2, text(sql))).isInstanceOf(SQLException.class);

        assertThat(count("select count(*) from bounded where n = 0")).isEqualTo(5);
        assertThat(count("select count(*) from bounded")).isEqualTo(5);
        assertThat(count("select count(*) from bounded_log")).isZero();
    }
}
