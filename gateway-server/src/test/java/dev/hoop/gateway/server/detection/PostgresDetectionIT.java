package dev.hoop.gateway.server.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class PostgresDetectionIT extends DetectionContract {
    PostgresDetectionIT() {
        super(
                PostgresServer.shared().url(),
                PostgresServer.shared().user(),
                PostgresServer.shared().password());
    }

    @Override
    String table() {
        return """
                create table notes (id int generated always as identity primary key, body varchar(60) unique, doc jsonb,
                  raw bytea, long_text text, ssn int, amount int, contact varchar(60), narrow varchar(21), tags text[],
                  marked xml, span int4range);
                create function complain() returns trigger language plpgsql as $$
                begin
                  raise notice 'new note %', new.body;
                  return new;
                end $$;
                create trigger complains before insert on notes for each row when (new.amount = 1) execute function complain()""";
    }

    @Test
    void arraysAndMarkupAreLookedInto() throws SQLException {
        direct.createStatement().executeUpdate("delete from notes where 1 = 1");
        direct.createStatement()
                .executeUpdate("insert into notes (tags, marked, span) values (array['x', '" + EMAIL
                        + "', null], '<a b=\"" + EMAIL + "\">" + CARD + "</a>', '[1,5)')");

        try (Statement statement = through.createStatement();
                ResultSet result = statement.executeQuery("select tags, marked, span, notes from notes")) {
            result.next();
            assertThat((String[]) result.getArray(1).getArray()).containsExactly("x", "redacted", null);
            assertThat(result.getString(2)).isEqualTo("<a b=\"redacted\">****1111</a>");
            assertThat(result.getString(3)).isEqualTo("[1,5)");
            assertThat(result.getString(4)).doesNotContain("jane", "4111 1111");
        }
    }

    @Test
    void noticesLoseWhatTheRowsWouldLose() throws SQLException {
        try (Statement statement = through.createStatement()) {
            statement.executeUpdate("insert into notes (body, amount) values ('to " + EMAIL + "', 1)");

            assertThat((Throwable) statement.getWarnings()).isNotNull();
            assertThat(statement.getWarnings().getMessage()).contains("new note to redacted");
        }
    }

    @Test
    void plansLoseConstants() throws SQLException {
        try (Statement statement = through.createStatement();
                ResultSet result =
                        statement.executeQuery("explain select id from notes where body = '" + EMAIL + "'")) {
            StringBuilder plan = new StringBuilder();
            while (result.next()) {
                plan.append(result.getString(1));
            }
            assertThat(plan.toString()).contains("notes").doesNotContain("jane");
        }
    }
}
