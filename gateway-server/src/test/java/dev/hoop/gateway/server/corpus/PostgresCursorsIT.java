package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Cursors and prepared statements of a session's own: what they show later is masked as if it were shown at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresCursorsIT {
    private static final String SSN = "078-05-1120";

    private final PostgresServer server = PostgresServer.shared();
    private Gateway gateway;
    private Connection through;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException, IOException {
        try (Connection direct = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = direct.createStatement()) {
            statement.execute("drop database if exists cursors");
            statement.execute("create database cursors");
        }
        String url = server.url().replaceAll("/postgres$", "/cursors");
        try (Connection direct = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = direct.createStatement()) {
            statement.execute("create table people (id int primary key, name text, ssn text)");
            statement.execute("insert into people values (1, 'Ada', '" + SSN + "'), (2, 'Bob', '219-09-9999')");
            statement.execute("create table notes (id int primary key, name text, ssn text)");
            statement.execute("insert into notes values (1, 'first', 'none')");
            statement.execute("create view shown as select id, name from notes");
        }
        Path credential = Files.writeString(directory.resolve("credential"), server.user() + ":" + server.password());
        gateway = Gateway.builder().policyText("""
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                protected:
                  - { class: pii, columns: ["shop.public.people.ssn"], mask: redact, predicates: equality-only }
                grants:
                  - { name: everything, who: { groups: [staff] }, target: shop, allow: [all, admin] }
                """.formatted(url, credential)).start();
    }

    @BeforeEach
    void connect() throws SQLException {
        through = DriverManager.getConnection(gateway.url("shop"), "sue", gateway.issueToken("sue", "staff"));
    }

    @AfterEach
    void disconnect() throws SQLException {
        through.close();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private void run(String... texts) throws SQLException {
        try (Statement statement = through.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private List<String> rows(String text) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = through.createStatement();
                ResultSet result = statement.executeQuery(text)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private void refused(String text) {
        assertThatThrownBy(() -> rows(text))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void fetchedRowsAreMasked() throws SQLException {
        run("begin", "declare c scroll cursor for select id, name, ssn from people order by id");

        assertThat(rows("fetch c")).containsExactly("1|Ada|redacted");
        assertThat(rows("fetch forward 5 from c")).hasSize(1).allMatch(row -> !row.contains("219"));
        assertThat(rows("fetch first in c")).containsExactly("1|Ada|redacted");
        run("move next in c", "close c", "commit");
    }

    @Test
    void cursorsOutliveTheirTransactionWhereTheySaySo() throws SQLException {
        run("declare \"_django_curs_1\" no scroll cursor with hold for select id, ssn from people order by id");

        assertThat(rows("fetch forward 1 from \"_django_curs_1\"")).containsExactly("1|redacted");
        run("close \"_django_curs_1\"");
        refused("fetch 1 from \"_django_curs_1\"");
    }

    @Test
    void executedStatementsAreMaskedAndTakeArguments() throws SQLException {
        run("prepare p (int) as select name, ssn from people where id = $1");

        assertThat(rows("execute p (1)")).containsExactly("Ada|redacted");
        assertThat(rows("execute p(2)")).containsExactly("Bob|redacted");
        run("deallocate p");
        refused("execute p (1)");
    }

    @Test
    void preparedChangesAreJudgedAndRun() throws SQLException {
        run("prepare u as update notes set name = $1 where id = $2", "execute u ('second', 1)");

        assertThat(rows("select name from notes")).containsExactly("second");
        run("execute u ('first', 1)", "deallocate all");
    }

    @Test
    void decisionsAndComputationsAreJudgedWhenTheyAreNamed() throws SQLException {
        refused("declare c cursor with hold for select id from people where ssn > '1'");
        refused("prepare p as select id from people order by ssn");
        refused("prepare q as select 1 / (ascii(ssn) - 48) from people");
    }

    @Test
    void nameThatIsBoundAnewInTheSameTextIsNotKnown() throws SQLException {
        run("prepare p as select name from notes");
        refused("deallocate p; prepare p as select ssn as name from people; execute p");
        run("deallocate p");
        run("prepare p as select ssn as name from people");
        assertThat(rows("execute p").toString()).doesNotContain(SSN);
    }

    @Test
    void statementWhoseViewHasChangedIsRefused() throws SQLException {
        run("prepare p as select name from shown");
        assertThat(rows("execute p")).containsExactly("first");
        run("begin", "create or replace view shown as select id, name from people");
        refused("execute p");
        run("rollback");
    }

    @Test
    void tableThatHidesAnotherLaterDoesNotHideWhatWasPrepared() throws SQLException {
        run("prepare p as select name, ssn from people order by id");
        run("create temp table people (id int, name text, ssn text)");
        refused("execute p"); // the database still reads the other one
        run("drop table pg_temp.people");
        assertThat(rows("execute p").toString()).doesNotContain(SSN);
    }

    @Test
    void cursorKeepsWhatItsNamesMeant() throws SQLException {
        run("begin", "declare c cursor for select name, ssn from people order by id");
        run("create temp table people (id int, name text, ssn text) on commit drop");

        assertThat(rows("fetch c")).containsExactly("Ada|redacted");
        run("rollback");
    }

    @Test
    void rolledBackNamesStandForWhatTheyStandForInTheDatabase() throws SQLException {
        run("begin", "savepoint s", "declare c cursor for select name from notes", "rollback to s");
        run("declare c cursor for select ssn as name from people");
        try {
            assertThat(rows("fetch c").toString()).doesNotContain(SSN);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("42501"); // or not known any more
        }
        run("rollback");
    }

    @Test
    void portalsAndStatementsOfTheDriverAreNoOnes() throws SQLException {
        for (String name : List.of("\"S_1\"", "\"C_1\"", "\"\"")) {
            try {
                assertThat(rows("execute " + name).toString()).doesNotContain(SSN);
            } catch (SQLException e) {
                assertThat(e.getMessage()).doesNotContain(SSN);
            }
            try {
                assertThat(rows("fetch all from " + name).toString()).doesNotContain(SSN);
            } catch (SQLException e) {
                assertThat(e.getMessage()).doesNotContain(SSN);
            }
        }
    }
}
