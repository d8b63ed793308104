package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A view that shows what is protected takes the name of a table that somebody waits for. */
@Tag("e2e")
final class MariaDbMovingNamesIT extends MovingNamesContract {
    private static final String BLOCKED =
            "select count(*) from information_schema.processlist where state like 'Waiting for table metadata lock%'";

    @Override
    String emptyDatabase() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password())) {
            run(connection, "drop database if exists shop", "create database shop");
        }
        String url = server.url().replaceAll("/hoop$", "/shop");
        try (Connection connection = DriverManager.getConnection(url, user(), password())) {
            run(
                    connection,
                    "create table people (id int primary key, name varchar(20), ssn varchar(20))",
                    "insert into people values (1, 'Ada', 'SECRET1')",
                    "create view coded as select id, name, concat(ssn, '') as code from people",
                    "create table shown (id int, name varchar(20), code varchar(30))",
                    "insert into shown values (1, 'plain', 'plain')",
                    "create table kept (code varchar(30))");
        }
        return url;
    }

    @Override
    String user() {
        return MariaDbServer.shared().user();
    }

    @Override
    String password() {
        return MariaDbServer.shared().password();
    }

    @Test
    void whatWaitsBehindARenameIsJudgedAnew() throws SQLException {
        Connection holder = administrator();
        holder.setAutoCommit(false);
        assertThat(answer(holder, "select code from shown")).isEqualTo("plain\n");
        CompletableFuture<String> renamed = begun(mover(), "rename table shown to gone, coded to shown");
        try (Connection watch =
                DriverManager.getConnection(MariaDbServer.shared().url(), user(), password())) {
            awaitBlocked(watch, BLOCKED, 1);
            CompletableFuture<String> read = begun(reader(), "select code from shown");
            CompletableFuture<String> stored = begun(through(), "insert into kept select code from shown");
            awaitBlocked(watch, BLOCKED, 2);

            holder.commit();

            assertThat(renamed.join()).isEqualTo("count 0");
            isMasked(read.join());
            assertThat(stored.join()).contains("protected:pii");
            assertThat(answer(watch, "select count(*) from shop.kept")).isEqualTo("0\n");
        }
        holder.setAutoCommit(true);
    }

    @Test
    void nothingComesOutWhileNamesChangePlaces() throws Exception {
        isMaskedWhileNamesMove(
                "plain",
                List.of("rename table shown to gone", "rename table coded to shown"),
                List.of("rename table shown to coded", "rename table gone to shown"));
    }
}
