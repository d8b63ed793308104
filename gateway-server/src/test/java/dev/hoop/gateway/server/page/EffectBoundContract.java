package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.jdbc.HoopConnection;
import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import dev.hoop.gateway.server.assembly.Gateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** "Up to so many rows" on a real database: what changes more leaves nothing behind, however it is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EffectBoundContract {
    private Connection direct;
    private Gateway gateway;
    private Connection connection;

    /** Where the database is, as whom, and with which password. */
    abstract String[] database();

    /** What makes each change of a payment one of the log, too. */
    abstract String trigger();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        String[] at = database();
        direct = DriverManager.getConnection(at[0], at[1], at[2]);
        gateway = Gateway.builder()
                .policyText(
                        """
                        version: 1
                        targets:
                          shop: { type: jdbc, url: "%s", credential: "file:%s" }
                        grants:
                          - { name: support, who: { groups: [support] }, target: shop, allow: [select, dml] }
                        rules:
                          - { name: changes, on: { kind: [write] }, verdict: hold, approvers: { groups: [dba] } }
                        """.formatted(at[0], Files.writeString(directory.resolve("credential"), at[1] + ":" + at[2])))
                .start();
        connection = DriverManager.getConnection(
                gateway.url("shop") + "&approval=fail", "", gateway.issueToken("sue", "support"));
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        gateway.close();
        say("drop table if exists bounded_log");
        say("drop table if exists bounded_line");
        say("drop table if exists bounded");
        direct.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        say("drop table if exists bounded_line");
        say("drop table if exists bounded");
        say("drop table if exists bounded_log");
        say("create table bounded (id int primary key, n int not null)");
        say("create table bounded_line (id int primary key, of_bounded int not null,"
                + " foreign key (of_bounded) references bounded (id) on delete cascade)");
        say("create table bounded_log (id int)");
        say("insert into bounded values (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)");
        say("insert into bounded_line values (1, 1), (2, 1), (3, 1), (4, 2)");
    }

    /** Has it approved for so many rows, and runs it. */
    void approved(long rows, Running work) throws SQLException {
        HoopHeldException held = catchThrowableOfType(HoopHeldException.class, work::run);
        gateway.approvals("dana", "dba").approveUpTo(rows, held.requestId(), "up to " + rows);
        connection.unwrap(HoopConnection.class).resume(held.requestId());
        work.run();
    }

    interface Running {
        void run() throws SQLException;
    }

    Running text(String sql) {
        return () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        };
    }

    private Running prepared(String sql, int... values) {
        return () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setInt(i + 1, values[i]);
                }
                statement.executeUpdate();
            }
        };
    }

    private Running batch(String sql, int... values) {
        return () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int value : values) {
                    statement.setInt(1, value);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        };
    }

    @Test
    void asManyRowsAsApprovedAreChanged() throws SQLException {
        approved(3, prepared("update bounded set n = ? where id <= ?", 7, 3));

        assertThat(count("select count(*) from bounded where n = 7")).isEqualTo(3);
    }

    @Test
    void preparedStatementThatChangesMoreLeavesNothing() throws SQLException {
        assertThatThrownBy(() -> approved(2, prepared("update bounded set n = ? where id <= ?", 7, 3)))
                .isInstanceOf(SQLException.class);

        assertThat(count("select count(*) from bounded where n = 7")).isZero();
    }

    @Test
    void batchIsCountedAndRolledBackWhole() throws SQLException {
        approved(3, batch("update bounded set n = 1 where id = ?", 1, 2, 3));
        assertThatThrownBy(() -> approved(2, batch("update bounded set n = 2 where id = ?", 1, 2, 3)))
                .isInstanceOf(SQLException.class);

        assertThat(count("select count(*) from bounded where n = 1")).isEqualTo(3);
        assertThat(count("select count(*) from bounded where n = 2")).isZero();
    }

    @Test
    void whatIsInsertedFromAQueryCounts() throws SQLException {
        assertThatThrownBy(() -> approved(4, text("insert into bounded select id + 10, n from bounded")))
                .isInstanceOf(SQLException.class);

        assertThat(count("select count(*) from bounded")).isEqualTo(5);
    }

    @Test
    void whatTheTransactionDidBeforeStays() throws SQLException {
        connection.setAutoCommit(false);
        try {
            approved(1, text("insert into bounded values (9, 9)"));
            assertThatThrownBy(() -> approved(2, text("delete from bounded where id <= 3")))
                    .isInstanceOf(SQLException.class);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }

        assertThat(count("select count(*) from bounded")).isEqualTo(6);
    }

    /** A bound is on the rows of the statement's own table; what follows from them is its database's matter, and of the transaction. */
    @Test
    void whatCascadesAndTriggersChangeIsNotCountedAndIsRolledBackTogether() throws SQLException {
        for (String sql : trigger().split(";;", -1)) {
            say(sql);
        }
        approved(1, text("delete from bounded where id = 1"));
        assertThat(count("select count(*) from bounded_line")).isEqualTo(1);
        approved(2, text("update bounded set n = 5 where id in (2, 3)"));
        assertThat(count("select count(*) from bounded_log")).isEqualTo(2);

        assertThatThrownBy(() -> approved(1, text("update bounded set n = 6 where id in (2, 3)")))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> approved(1, text("delete from bounded where id in (2, 3)")))
                .isInstanceOf(SQLException.class);

        assertThat(count("select count(*) from bounded_log")).isEqualTo(2);
        assertThat(count("select count(*) from bounded_line")).isEqualTo(1);
    }

    final void say(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }

    final long count(String sql) throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
