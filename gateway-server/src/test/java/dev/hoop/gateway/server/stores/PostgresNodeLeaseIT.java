package dev.hoop.gateway.server.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresNodeLeaseIT extends NodeLeaseContract {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String NAME = "hoop_node_lease";

    private StateDatabase database;

    @BeforeEach
    void open() throws SQLException {
        say("drop database if exists " + NAME + " with (force)", "create database " + NAME);
        database = StateDatabase.shared(
                "jdbc:postgresql://localhost:" + POSTGRES.port() + "/" + NAME, POSTGRES.user(), POSTGRES.password());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    StateDatabase database() {
        return database;
    }

    @Test
    void newProcessOfTheSameNameTakesNothingFromOneThatLives() {
        NodeLease living = NodeLease.take(database, "hoop");

        NodeLease.take(database, "hoop");

        assertThat(counts(living)).isTrue();
    }

    @Test
    void hintsAreHeardWhenTheirTransactionCommitsAndAlsoAfterALostConnection() throws Exception {
        BlockingQueue<StateHint> heard = new LinkedBlockingQueue<>();
        try (StateHints hints = database.hints().orElseThrow()) {
            Thread listener = new Thread(() -> hints.listen(heard::add));
            listener.start();
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(StateHint.ANYTHING);

            hint(StateHint.APPROVAL);

            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(StateHint.APPROVAL);

            StateHint definition = StateHint.definition("0123abcd", "shop");
            database.tell(definition);

            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(definition);

            say("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen hoop_state%'");

            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(StateHint.ANYTHING);
            hint(StateHint.REVOCATION);
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(StateHint.REVOCATION);
        }
    }

    private void hint(StateHint hint) {
        database.transact(connection -> {
            database.hint(connection, hint);
            return true;
        });
    }

    private static void say(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
