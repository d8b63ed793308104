package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions, savepoints and what is set on a connection. */
interface TransactionContract extends Bench {
    @Test
    default void rollbackUndoesAndCommitKeeps() throws SQLException {
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement()) {
            statement.executeUpdate("insert into numbers (n) values (1)");
            through().rollback();
            statement.executeUpdate("insert into numbers (n) values (2)");
            assertThat(count()).isZero();
            through().commit();
        }
        through().setAutoCommit(true);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    default void turningAutoCommitOnCommits() throws SQLException {
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement()) {
            statement.executeUpdate("insert into numbers (n) values (1)");
        }
        through().setAutoCommit(true);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    default void savepointsDivideATransaction() throws SQLException {
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement()) {
            statement.executeUpdate("insert into numbers (n) values (1)");
            Savepoint unnamed = through().setSavepoint();
            statement.executeUpdate("insert into numbers (n) values (2)");
            Savepoint named = through().setSavepoint("second");
            statement.executeUpdate("insert into numbers (n) values (3)");
            through().rollback(named);
            through().rollback(unnamed);
            through().commit();
        }

        assertThat(count()).isEqualTo(1);
    }

    @Test
    default void closingRollsBack() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sue", token())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into numbers (n) values (1)");
            }
        }
        // the next user of the target's connection must not find, and must not keep, what was begun
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement()) {
            statement.executeUpdate("insert into numbers (n) values (2)");
        }
        through().commit();

        assertThat(count()).isEqualTo(1);
    }

    @Test
    default void closingRollsBackWhatATextHasBegun() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sue", token());
                Statement statement = connection.createStatement()) {
            String begin = database().url().startsWith("jdbc:h2:") ? "set autocommit false" : "begin";
            statement.execute(begin);
            statement.executeUpdate("insert into numbers (n) values (1)");
        }
        try (Connection connection = DriverManager.getConnection(url(), "sue", token());
                Statement statement = connection.createStatement()) {
            statement.execute("commit");
            statement.executeUpdate("insert into numbers (n) values (2)");
        }

        assertThat(count()).isEqualTo(1);
    }

    @Test
    default void chainedTransactionGoesOn() throws SQLException {
        assumeThat(database().url()).doesNotStartWith("jdbc:h2:"); // has no chains
        try (Statement statement = through().createStatement()) {
            statement.execute("begin");
            statement.executeUpdate("insert into numbers (n) values (1)");
            statement.execute("commit and chain");
            statement.executeUpdate("insert into numbers (n) values (2)");
            statement.execute("rollback and no chain");
            statement.executeUpdate("insert into numbers (n) values (3)");
        }

        assertThat(count()).isEqualTo(2);
    }

    @Test
    default void tableMadeInATransactionIsKnownOnceItIsCommitted() throws SQLException {
        through().setAutoCommit(false);
        try (Statement statement = through().createStatement()) {
            statement.executeUpdate("create table made (id int)");
            statement.executeQuery("select count(*) from numbers").close(); // reads the catalogue while it is not
            through().commit();

            assertThat(statement.executeUpdate("insert into made values (1)")).isEqualTo(1);

            statement.executeUpdate("drop table made");
            through().commit();
        }
    }

    @Test
    default void releasedSavepointIsGone() throws SQLException {
        through().setAutoCommit(false);
        Savepoint savepoint = through().setSavepoint();
        through().releaseSavepoint(savepoint);

        assertThatThrownBy(() -> through().rollback(savepoint)).isInstanceOf(SQLException.class);

        through().rollback();
    }

    @Test
    default void everyIsolationLevelIsSetAsByTheDatabasesOwnDriver() throws SQLException {
        for (int level : List.of(
                Connection.TRANSACTION_READ_UNCOMMITTED,
                Connection.TRANSACTION_READ_COMMITTED,
                Connection.TRANSACTION_REPEATABLE_READ,
                Connection.TRANSACTION_SERIALIZABLE)) {
            assertThat(isolation(through(), level)).isEqualTo(isolation(direct(), level));
        }
    }

    /** What the connection says after a statement of a transaction at that level. */
    private static int isolation(Connection connection, int level) throws SQLException {
        int before = connection.getTransactionIsolation();
        connection.setTransactionIsolation(level);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select count(*) from numbers").close();
            return connection.getTransactionIsolation();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(before);
        }
    }

    @Test
    default void readOnlyMeansWhatItMeansToTheDatabase() throws SQLException {
        assertThat(readOnlyInsert(through())).isEqualTo(readOnlyInsert(direct()));
    }

    private static String readOnlyInsert(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            return "inserted " + statement.executeUpdate("insert into numbers (n) values (1)");
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getErrorCode();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
        }
    }

    @Test
    default void transactionGoesOnOrNotAfterAnErrorAsItDoesDirectly() throws SQLException {
        assertThat(afterError(through())).isEqualTo(afterError(direct()));
    }

    private static String afterError(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into numbers (n) values (1)");
            assertThatThrownBy(() -> statement.executeUpdate("insert into people (id, name) values (1, 'twice')"))
                    .isInstanceOf(SQLException.class);
            return "went on " + statement.executeUpdate("insert into numbers (n) values (2)");
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
