package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a session defines for itself: temporary tables, and what its open transaction has made. */
interface DefinitionContract extends Bench {
    /** What {@code people.ssn} holds. */
    String SECRET = "078-05-1120";

    private Dialect dialect() {
        String url = database().url();
        return url.startsWith("jdbc:h2:")
                ? Dialect.H2
                : url.startsWith("jdbc:postgresql:") ? Dialect.POSTGRESQL : Dialect.MARIADB;
    }

    private String temporary() {
        return dialect() == Dialect.H2 ? "create local temporary table " : "create temporary table ";
    }

    @Test
    default void migrationMakesAltersFillsAndReadsATableInOneTransaction() throws SQLException {
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement()) {
            statement.execute("create table made (id int primary key, name varchar(40) not null)");
            statement.execute("create index made_name on made (name)");
            assertThat(statement.executeUpdate("insert into made values (1, 'one'), (2, 'two')"))
                    .isEqualTo(2);
            statement.execute("alter table made add column weight int");
            assertThat(statement.executeUpdate("update made set weight = 5 where id = 2"))
                    .isEqualTo(1);
            statement.execute("create view made_too as select id, weight from made");
            assertThat(one(statement, "select max(weight) from made_too")).isEqualTo("5");
            statement.execute("drop view made_too");
            statement.execute("alter table made rename to made2");
            assertThat(one(statement, "select count(*) from made2")).isEqualTo("2");
            through().commit();
            assertThat(one(statement, "select count(*) from made2 where name like 't%'"))
                    .isEqualTo("1");
            statement.execute("drop table made2");
            through().commit();
        }
    }

    @Test
    default void whatOthersDefinePastTheGatewayIsKnownWhenItIsNamed() throws SQLException {
        try (Statement elsewhere = direct().createStatement();
                Statement statement = through().createStatement()) {
            assertThat(one(statement, "select name from people")).isEqualTo("Ada");

            elsewhere.execute("create table elsewhere (id int primary key)");
            elsewhere.execute("insert into elsewhere values (1)");
            assertThat(one(statement, "select id from elsewhere")).isEqualTo("1");
            elsewhere.execute("alter table elsewhere add column name varchar(20)");
            assertThat(statement.executeUpdate("update elsewhere set name = 'one' where id = 1"))
                    .isEqualTo(1);
            elsewhere.execute("alter table elsewhere add column weight int");
            assertThat(one(statement, "select max(weight) from elsewhere")).isNull();
            elsewhere.execute("create view shown_elsewhere as select name, ssn from people");
            assertThat(one(statement, "select ssn from shown_elsewhere"))
                    .isNotNull()
                    .isNotEqualTo(SECRET);

            statement.execute(temporary() + "own (id int)");
            elsewhere.execute("create table elsewhere_again (id int primary key)");
            assertThat(one(statement, "select count(*) from elsewhere_again")).isEqualTo("0");
            statement.execute("drop table own");
            elsewhere.execute("drop view shown_elsewhere");
            elsewhere.execute("drop table elsewhere_again");
            elsewhere.execute("drop table elsewhere");
        }
    }

    @Test
    default void othersGoOnWhileATransactionChangesATableUnderAView() throws SQLException {
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement();
                Connection other = DriverManager.getConnection(url(), "sue", token());
                Statement theirs = other.createStatement()) {
            statement.execute("create table below (id int primary key)");
            statement.execute("create view above as select id from below");
            through().commit();
            assertThat(one(theirs, "select count(*) from above")).isEqualTo("0");
            statement.execute("alter table below add column weight int");

            assertThat(one(theirs, "select name from people")).isEqualTo("Ada");
            assertThat(one(statement, "select count(*) from above")).isEqualTo("0");
            assertThat(statement.executeUpdate("insert into below values (1, 1)"))
                    .isEqualTo(1);
            statement.execute("drop view above");
            statement.execute("drop table below");
            through().commit();
        }
    }

    @Test
    default void temporaryTableIsKnownToItsSessionAndToNoOther() throws SQLException {
        try (Statement statement = through().createStatement();
                Connection other = DriverManager.getConnection(url(), "sue", token());
                Statement theirs = other.createStatement()) {
            statement.execute(temporary() + "scratch (id int, note varchar(20))");
            statement.executeUpdate("insert into scratch values (1, 'mine')");
            statement.executeUpdate("insert into scratch select id, name from people");
            assertThat(one(statement, "select count(*) from scratch s join people p on p.id = s.id"))
                    .isEqualTo("2");
            assertThatThrownBy(() -> theirs.executeQuery("select * from scratch"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not known");

            theirs.execute(temporary() + "scratch (other int)");
            theirs.executeUpdate("insert into scratch (other) values (7)");
            assertThat(one(theirs, "select * from scratch")).isEqualTo("7");
            assertThat(one(statement, "select note from scratch where note = 'mine'"))
                    .isEqualTo("mine");
        }
        try (Statement statement = fresh().createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from scratch"))
                    .hasMessageContaining("not known");
        }
    }

    private Connection fresh() throws SQLException {
        through().close();
        return DriverManager.getConnection(url(), "sue", token());
    }

    @Test
    default void temporaryTableFilledByAQueryHasTheQuerysColumns() throws SQLException {
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement()) {
            statement.execute(temporary() + "totals as select id, name as who, 1 + 1 as two from people");

            assertThat(one(statement, "select who from totals where two = 2")).isEqualTo("Ada");

            statement.execute("drop table totals");
        }
    }

    @Test
    default void temporaryTableHidesAnotherUntilItIsDropped() throws SQLException {
        if (dialect() == Dialect.H2) {
            return; // takes no such name
        }
        try (Statement statement = through().createStatement()) {
            statement.executeUpdate("insert into numbers (n) values (7)");
            statement.execute(temporary() + "numbers (word varchar(20))");
            statement.executeUpdate("insert into numbers values ('hidden')");
            assertThat(one(statement, "select * from numbers")).isEqualTo("hidden");
            assertThatThrownBy(() -> statement.executeQuery("select n from numbers"))
                    .hasMessageContaining("not known");

            statement.execute("drop table numbers");

            assertThat(one(statement, "select n from numbers")).isEqualTo("7");
        }
    }

    /** Each is tried by one who sees the column masked, and by one who does not, to see that it would do what it is meant to. */
    @Test
    default void noWayThroughOwnDefinitionsShowsWhatIsProtected() throws SQLException {
        try (Statement setup = direct().createStatement()) {
            setup.execute("create view seen as select id, ssn as code from people");
        }
        try {
            attacks().forEach((name, script) -> {
                assertThat(run(database().url(), database().user(), database().password(), script))
                        .as("%s is no attack", name)
                        .contains(SECRET);
                assertThat(run(url(), "sue", token(), script)).as(name).doesNotContain(SECRET);
            });
        } finally {
            try (Statement setup = direct().createStatement()) {
                setup.execute("drop view seen");
            }
        }
    }

    private Map<String, List<String>> attacks() {
        String temp = temporary();
        // where a session could not make the table, its real namesake must not go
        String drop = dialect() == Dialect.MARIADB ? "drop temporary table " : "drop table ";
        Map<String, List<String>> attacks = new java.util.LinkedHashMap<>();
        attacks.put("copy", List.of(temp + "shade as select * from people", "select * from shade"));
        attacks.put(
                "copy with columns renamed",
                List.of(temp + "shade as select id, ssn as note from people", "select note from shade"));
        attacks.put(
                "filled later",
                List.of(
                        temp + "shade (x varchar(40))",
                        "insert into shade select ssn from people",
                        "select x from shade"));
        attacks.put(
                "filled one by one",
                List.of(
                        temp + "shade (x varchar(40))",
                        "insert into shade (x) values ((select ssn from people))",
                        "select x from shade"));
        attacks.put(
                "overwritten",
                List.of(
                        temp + "shade (x varchar(40))",
                        "insert into shade values ('')",
                        "update shade set x = (select ssn from people)",
                        "select x from shade"));
        if (dialect() != Dialect.H2) {
            attacks.put(
                    "read again when it is dropped",
                    List.of(
                            temp + "people (id int, ssn varchar(20))",
                            "select ssn from people",
                            drop + "people",
                            "select ssn from people"));
            attacks.put(
                    "a view's name",
                    List.of(
                            temp + "seen (id int, code varchar(11))",
                            "select code from seen",
                            drop + "seen",
                            "select code from seen"));
            attacks.put(
                    "another name",
                    List.of(
                            temp + "shade (id int, ssn varchar(20))",
                            "alter table shade rename to seen",
                            "select id from seen",
                            "alter table seen rename to shade",
                            "select code from seen"));
        }
        if (dialect() == Dialect.POSTGRESQL) {
            postgresql(attacks);
        }
        return attacks;
    }

    private static void postgresql(Map<String, List<String>> attacks) {
        String seen = "create temp table seen (id int, code varchar(11))";
        attacks.put(
                "dropped in the same text",
                List.of(seen, "select code from seen", "drop table seen; select code from seen"));
        attacks.put(
                "its schema left out of the same text",
                List.of(seen, "set search_path = public, pg_temp; select code from seen"));
        attacks.put(
                "rolled back", List.of("begin", seen, "select code from seen", "rollback", "select code from seen"));
        attacks.put("rolled back in the same text", List.of("begin", seen, "rollback; select code from seen"));
        attacks.put(
                "rolled back in part",
                List.of(
                        "begin",
                        "savepoint s",
                        seen,
                        "select code from seen",
                        "rollback to savepoint s",
                        "select code from seen"));
        attacks.put(
                "rolled back in part in the same text",
                List.of("begin", "savepoint s", seen, "rollback to s; select code from seen"));
        attacks.put(
                "gone with the commit",
                List.of("begin", seen + " on commit drop", "select code from seen", "commit", "select code from seen"));
        attacks.put(
                "gone with the commit in the same text",
                List.of("begin", seen + " on commit drop", "commit; select code from seen"));
        attacks.put("gone at once", List.of(seen + " on commit drop", "select code from seen"));
        attacks.put(
                "a view replaced and rolled back",
                List.of(
                        "begin",
                        "drop view seen",
                        "create table seen (id int, code varchar(11))",
                        "select code from seen",
                        "rollback",
                        "select code from seen"));
        attacks.put(
                "a view replaced and rolled back in the same text",
                List.of(
                        "begin",
                        "drop view seen",
                        "create table seen (id int, code varchar(11))",
                        "rollback; select code from seen"));
        attacks.put(
                "prepared while it is hidden",
                List.of(seen, "prepare later as select code from seen", "drop table seen", "execute later"));
        attacks.put(
                "thrown away with everything temporary",
                List.of(seen, "select code from seen", "discard temp", "select code from seen"));
        attacks.put(
                "a temporary view",
                List.of(
                        "create temp view people as select id, ssn as name from public.people",
                        "select name from people"));
        attacks.put(
                "a temporary view of a view",
                List.of("create temp view seen as select id, code as name from public.seen", "select name from seen"));
        attacks.put(
                "in a snapshot",
                List.of(
                        "begin isolation level repeatable read",
                        "select 1",
                        seen,
                        "select code from seen",
                        "drop table seen",
                        "select code from seen"));
        attacks.put(
                "named by the alias of its schema",
                List.of(seen, "select code from pg_temp.seen", "drop table pg_temp.seen", "select code from seen"));
        attacks.put(
                "dropped by a list",
                List.of(seen, "select 1", "drop table if exists nothing, seen", "select code from seen"));
        attacks.put(
                "moved to another schema",
                List.of(
                        "begin",
                        "create schema elsewhere",
                        "create table elsewhere.seen (id int, code varchar(11))",
                        "set local search_path = elsewhere, public",
                        "select code from seen",
                        "drop table elsewhere.seen",
                        "select code from seen"));
        attacks.put(
                "a partition taken over",
                List.of(
                        "begin",
                        "create table parts (id int, name varchar(40), ssn varchar(11)) partition by range (id)",
                        "alter table people drop constraint people_pkey, alter column id drop not null",
                        "alter table parts attach partition people default",
                        "select name, ssn from parts",
                        "rollback"));
        attacks.put(
                "a parent",
                List.of(
                        "begin",
                        "create table parent (id int, name varchar(40), ssn varchar(11))",
                        "alter table people inherit parent",
                        "select ssn from parent",
                        "rollback"));
    }

    @Test
    default void preparedStatementIsReadAgainWhenWhatItNamesHasChanged() throws SQLException {
        if (dialect() == Dialect.H2) {
            return;
        }
        try (Statement setup = direct().createStatement()) {
            setup.execute("create view seen as select id, ssn as code from people");
        }
        try (Statement statement = through().createStatement();
                PreparedStatement code = through().prepareStatement("select code from seen where id = ?")) {
            statement.execute(temporary() + "seen (id int, code varchar(11))");
            statement.executeUpdate("insert into seen values (1, 'mine')");
            code.setInt(1, 1);
            for (int i = 0; i < 7; i++) { // until the target's driver has prepared it, too
                try (ResultSet result = code.executeQuery()) {
                    assertThat(result.next()).isTrue();
                    assertThat(result.getString(1)).isEqualTo("mine");
                }
            }
            statement.execute("drop table seen");

            try (ResultSet result = code.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).isNotEqualTo(SECRET);
            }
        } finally {
            try (Statement setup = direct().createStatement()) {
                setup.execute("drop view seen");
            }
        }
    }

    /** All that comes back, whatever fails on the way. */
    private static String run(String url, String user, String password, List<String> script) {
        List<String> told = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(20);
            for (String text : script) {
                told.add(run(statement, text));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return String.join("\n", told);
    }

    private static String run(Statement statement, String text) {
        StringBuilder told = new StringBuilder();
        try {
            boolean rows = statement.execute(text);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    told.append(all(statement.getResultSet()));
                }
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            told.append(e.getMessage());
        }
        return told.toString();
    }

    private static String all(ResultSet result) throws SQLException {
        StringBuilder told = new StringBuilder();
        while (result.next()) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                told.append(result.getString(i)).append(' ');
            }
        }
        return told.toString();
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
