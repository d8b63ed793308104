package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of the subject's own stands in front of a view that shows what is protected, and goes away while somebody waits for it. */
final class PostgresMovingNamesIT extends MovingNamesContract {
    private static final String BLOCKED = "select count(*) from pg_stat_activity where datname = current_database()"
            + " and wait_event_type = 'Lock'";

    @Override
    String emptyDatabase() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password())) {
            run(
                    connection,
                    "drop database if exists moving with (force)",
                    "create database moving",
                    "alter database moving set search_path = front, public");
        }
        return server.url().replaceAll("/postgres$", "/moving");
    }

    @Override
    String user() {
        return PostgresServer.shared().user();
    }

    @Override
    String password() {
        return PostgresServer.shared().password();
    }

    @BeforeEach
    void hide() throws SQLException {
        run(
                administrator(),
                "create schema front",
                "create schema other",
                "create table public.people (id int primary key, name text, ssn text)",
                "insert into people values (1, 'Ada', 'SECRET1')",
                "create view public.shown as select id, name, ssn || '' as code from people",
                "create table front.shown (id int, name text, code text)",
                "insert into front.shown values (1, 'front', 'front')",
                "create table public.kept (code text)");
        lookAgain();
        assertThat(answer(reader(), "select code from shown")).isEqualTo("front\n");
    }

    @AfterEach
    void forget() throws SQLException {
        reader().close();
        mover().close();
        run(
                administrator(),
                "drop schema if exists front, other cascade",
                "drop schema if exists back cascade",
                "drop table people, kept cascade");
    }

    /** The gateway reads the catalogue anew after a definition that it sees. */
    private void lookAgain() throws SQLException {
        run(reader(), "create table public.settled (id int)", "drop table public.settled");
    }

    private CompletableFuture<String> waits(Connection connection, String text) {
        CompletableFuture<String> answer = begun(connection, text);
        awaitBlocked(administrator(), BLOCKED, 1);
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table front.shown",
                "drop table front.shown cascade",
                "alter table front.shown rename to gone",
                "alter table \"front\".\"shown\" set schema other",
                "drop table if exists front.shown; create table front.shown2 (id int)",
                "alter table U&\"fr\\006fnt\".u&\"!0073hown\" uescape '!' rename to gone",
                "alter schema front rename to back",
                "drop schema front cascade"
            })
    void whatWaitsForWhoMovesItsNamesIsJudgedAnew(String move) throws SQLException {
        mover().setAutoCommit(false);
        run(mover(), "lock table front.shown");
        CompletableFuture<String> answer = waits(reader(), "select code from shown where id = 1");

        run(mover(), move);
        mover().commit();

        isMasked(answer.join());
    }

    @Test
    void schemaOfThePathThatOthersMakeIsLookedInAtOnce() throws SQLException {
        run(administrator(), "drop table front.shown", "create table front.shown (id int, name text, code text)");
        run(mover(), "alter schema front rename to back");
        isMasked(answer(reader(), "select code from shown"));
        try (Connection late = through()) {
            isMasked(answer(late, "select code from shown"));
            run(mover(), "alter schema back rename to front");
            assertThat(answer(late, "select code from shown")).isEmpty();
        }
    }

    @Test
    void whatWaitsInAnOpenTransactionIsJudgedAnew() throws SQLException {
        reader().setAutoCommit(false);
        mover().setAutoCommit(false);
        run(mover(), "drop table front.shown");
        CompletableFuture<String> answer = waits(reader(), "select code from shown where id = 1");

        mover().commit();

        isMasked(answer.join());
        isMasked(answer(reader(), "select code from shown where id = 1"));
    }

    @Test
    void whoEndsTheTransactionByATextMovesThemToo() throws SQLException {
        run(mover(), "begin", "drop table front.shown");
        CompletableFuture<String> answer = waits(reader(), "select code from shown where id = 1");

        run(mover(), "commit");

        isMasked(answer.join());
    }

    @Test
    void whatIsRolledBackMovesNothing() throws SQLException {
        mover().setAutoCommit(false);
        run(mover(), "drop table front.shown");
        CompletableFuture<String> answer = waits(reader(), "select code from shown where id = 1");

        mover().rollback();

        assertThat(answer.join()).isEqualTo("front\n");
    }

    @Test
    void cursorsAndPreparedStatementsFollow() throws SQLException {
        run(reader(), "prepare p as select code from shown");
        mover().setAutoCommit(false);
        run(mover(), "lock table front.shown");
        CompletableFuture<String> executed = waits(reader(), "execute p");
        run(mover(), "drop table front.shown");
        mover().commit();
        assertThat(executed.join()).doesNotContain(SECRET);

        run(administrator(), "create table front.shown (id int, name text, code text)");
        lookAgain();
        run(mover(), "lock table front.shown");
        CompletableFuture<String> declared = waits(reader(), "declare c cursor with hold for select code from shown");
        run(mover(), "drop table front.shown");
        mover().commit();
        declared.join();

        assertThat(answer(reader(), "fetch all from c")).doesNotContain(SECRET);
    }

    @Test
    void changesWaitUntilTheirNamesAreAtRest() throws SQLException {
        mover().setAutoCommit(false);
        run(mover(), "lock table front.shown");
        CompletableFuture<String> stored = begun(reader(), "insert into kept select code from shown");
        run(mover(), "drop table front.shown");
        mover().commit();

        assertThat(stored.join()).contains("protected:pii").doesNotContain("count");
        assertThat(answer(administrator(), "select count(*) from kept")).isEqualTo("0\n");
    }

    @Test
    void changesInATransactionGoWithIt() throws SQLException {
        reader().setAutoCommit(false);
        run(reader(), "insert into kept values ('before')");
        mover().setAutoCommit(false);
        run(mover(), "lock table front.shown");
        CompletableFuture<String> stored = waits(reader(), "insert into kept select code from shown");

        run(mover(), "drop table front.shown");
        mover().commit();

        assertThat(stored.join()).contains("rolled back").doesNotContain("count");
        refused(reader(), "select 1", "08006");
        assertThat(answer(administrator(), "select count(*) from kept")).isEqualTo("0\n");
    }

    @Test
    void nameThatOthersLockOnlyIsWaitedForByTheDatabase() throws SQLException {
        reader().setAutoCommit(false);
        mover().setAutoCommit(false);
        run(mover(), "lock table front.shown");
        CompletableFuture<String> stored = waits(reader(), "insert into kept select code from shown");

        mover().commit();

        assertThat(stored.join()).isEqualTo("count 1");
        reader().rollback();
    }

    @Test
    void definitionsBesideWhichTheDatabaseLetsOthersWriteDisturbNobody() throws SQLException {
        run(mover(), "alter table front.shown add constraint positive check (id > 0) not valid");
        mover().setAutoCommit(false);
        run(mover(), "alter table front.shown validate constraint positive", "comment on table front.shown is 'x'");

        assertThat(answer(reader(), "insert into front.shown values (2, 'b', 'b')"))
                .isEqualTo("count 1");
        mover().commit();
    }

    @Test
    void definitionsOfOtherNamesDisturbNobody() throws SQLException {
        mover().setAutoCommit(false);
        run(mover(), "create table front.another (id int)", "create index on front.shown (id)");

        assertThat(answer(reader(), "select code from shown where id = 1")).isEqualTo("front\n");
        assertThat(answer(reader(), "insert into kept values ('x')")).isEqualTo("count 1");
        mover().commit();
    }

    @Test
    void nothingComesOutWhileNamesChangePlaces() throws Exception {
        isMaskedWhileNamesMove(
                "front",
                List.of("alter table front.shown rename to hidden"),
                List.of("alter table front.hidden rename to shown"));
    }
}
