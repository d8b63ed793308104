package dev.hoop.gateway.server.assembly;

import static dev.hoop.gateway.server.assembly.GatewayPair.count;
import static dev.hoop.gateway.server.assembly.GatewayPair.eventually;
import static dev.hoop.gateway.server.assembly.GatewayPair.held;
import static dev.hoop.gateway.server.assembly.GatewayPair.pending;
import static dev.hoop.gateway.server.assembly.GatewayPair.resumed;
import static dev.hoop.gateway.server.assembly.GatewayPair.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.remote.ApprovalsClient;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, each a process of its own, share their state on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoGatewaysIT {
    private GatewayPair pair;

    @BeforeAll
    void startBoth(@TempDir Path directory) throws IOException, SQLException {
        pair = GatewayPair.in(directory);
    }

    @AfterAll
    void endBoth() throws SQLException {
        pair.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        pair.fill();
    }

    @Test
    void answerAtOneGatewayWakesTheSessionThatWaitsAtTheOther() throws Exception {
        for (int id = 1; id <= 10; id++) {
            GatewayProcess asked = id % 2 == 0 ? pair.north() : pair.south();
            GatewayProcess answered = id % 2 == 0 ? pair.south() : pair.north();
            String text = "update two set n = n + 1 where id = " + id;
            try (Connection connection = asked.connect(pair.sue(), "");
                    ApprovalsClient people = pair.people(answered)) {
                CompletableFuture<Integer> held = running(connection, text);
                String request = pending(people, text);

                people.approve(request, "seen at the other gateway");

                assertThat(held.get(1, TimeUnit.MINUTES)).isEqualTo(1);
                assertThat(people.read(request).state()).isEqualTo(ApprovalRequest.State.CONSUMED);
            }
        }
        assertThat(pair.count("select sum(n) from two")).isEqualTo(10);
    }

    @Test
    void whatOneGatewayDefinesTheOtherKnowsLongBeforeItLooksAgain() throws Exception {
        pair.make(
                "drop view if exists coded_of_two, plain_of_two cascade",
                "drop table if exists people_of_two, plain_of_two, gone_of_two cascade",
                "create table people_of_two (ssn text)",
                "insert into people_of_two values ('SECRET1')",
                "create view coded_of_two as select ssn || '' as code from people_of_two",
                "create table plain_of_two (code text)",
                "insert into plain_of_two values ('plain')");
        String text = "select code || '' from plain_of_two";
        String token = pair.north().token("mia", "migrators");
        try (Connection north = pair.north().connect(token, "");
                Connection south = pair.south().connect(token, "");
                Statement migration = north.createStatement();
                Statement reading = south.createStatement()) {
            assertThat(one(reading, text)).isEqualTo("plain");

            migration.execute("alter table plain_of_two rename to gone_of_two");
            migration.execute("alter view coded_of_two rename to plain_of_two");

            assertThat(eventually(() -> one(reading, text).contains("redacted")))
                    .isTrue();
        }
    }

    private static String one(Statement statement, String text) {
        try (ResultSet rows = statement.executeQuery(text)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void refusalAtOneGatewayStopsTheStatementAtTheOther() throws Exception {
        String text = "update two set n = n + 1 where id = 1";
        try (Connection connection = pair.north().connect(pair.sue(), "");
                ApprovalsClient people = pair.people(pair.south())) {
            CompletableFuture<Integer> held = running(connection, text);

            people.refuse(pending(people, text), "not today");

            assertThatThrownBy(() -> held.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("not today");
        }
        assertThat(pair.count("select sum(n) from two")).isZero();
    }

    @Test
    void tokenRevokedAtOneGatewayEndsIdleAndBusySessionsAtTheOther(TestReporter reporter) throws Exception {
        for (int id = 1; id <= 5; id++) {
            GatewayProcess revoking = id % 2 == 0 ? pair.north() : pair.south();
            GatewayProcess serving = id % 2 == 0 ? pair.south() : pair.north();
            TokenOffice.Fresh token = revoking.issue("rita", "support");
            pair.say("begin; lock table two in access exclusive mode");
            Connection idle = serving.connect(token.secret(), "");
            Connection busy = serving.connect(token.secret(), "");
            CompletableFuture<SQLException> cut = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> count(busy, "select count(*) from two")));
            assertThat(eventually(pair::waits)).isTrue();

            long revoked = System.nanoTime();
            revoking.tokens().revoke(token.id(), "test");

            assertThat(cut.get(10, TimeUnit.SECONDS).getSQLState()).isNotEmpty();
            reporter.publishEntry("token revoked, ms", Long.toString((System.nanoTime() - revoked) / 1_000_000));
            pair.say("rollback");
            assertThat(eventually(() -> fails(idle))).isTrue();
            assertThatThrownBy(() -> serving.connect(token.secret(), "")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void ofTwoGatewaysThatClaimOneApprovalAtOnceOneRunsIt() throws Exception {
        try (Connection here = pair.north().connect(pair.sue(), "&approval=fail");
                Connection there = pair.south().connect(pair.sue(), "&approval=fail");
                ApprovalsClient people = pair.people(pair.south())) {
            for (int id = 1; id <= 10; id++) {
                String text = "update two set n = n + 1 where id = " + id;
                String request = held(here, text);
                people.approve(request, "once");
                CyclicBarrier together = new CyclicBarrier(2);

                List<CompletableFuture<Boolean>> both = List.of(
                        CompletableFuture.supplyAsync(() -> ran(together, here, request, text)),
                        CompletableFuture.supplyAsync(() -> ran(together, there, request, text)));

                assertThat(both.get(0).get(1, TimeUnit.MINUTES))
                        .isNotEqualTo(both.get(1).get(1, TimeUnit.MINUTES));
                assertThat(people.read(request).state()).isEqualTo(ApprovalRequest.State.CONSUMED);
            }
        }
        assertThat(pair.count("select sum(n) from two")).isEqualTo(10);
        assertThat(pair.count("select max(n) from two")).isEqualTo(1);
    }

    private static boolean ran(CyclicBarrier together, Connection connection, String request, String text) {
        try {
            together.await(1, TimeUnit.MINUTES);
            return resumed(connection, request, text) == 1;
        } catch (SQLException lost) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void grantRevokedAtOneGatewayEndsSessionsAtTheOtherAndLetsThemInAgainWhenItIsKept(TestReporter reporter)
            throws Exception {
        String rita = pair.north().token("rita", "security");
        String helga = pair.north().token("helga", "helpers");
        for (int round = 1; round <= 3; round++) {
            int reviewing = pair.page(round % 2 == 0 ? "north" : "south");
            GatewayProcess serving = round % 2 == 0 ? pair.south() : pair.north();
            Connection idle = serving.connect(helga, "");
            pair.say("begin; lock table two in access exclusive mode");
            Connection busy = serving.connect(helga, "");
            CompletableFuture<SQLException> cut = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> count(busy, "select count(*) from two")));
            assertThat(eventually(pair::waits)).isTrue();

            long revoked = System.nanoTime();
            review(reviewing, rita, "revoke");

            assertThat(cut.get(10, TimeUnit.SECONDS).getSQLState()).isNotEmpty();
            reporter.publishEntry("grant revoked, ms", Long.toString((System.nanoTime() - revoked) / 1_000_000));
            pair.say("rollback");
            assertThat(eventually(() -> fails(idle))).isTrue();
            assertThatThrownBy(() -> serving.connect(helga, "")).isInstanceOf(SQLException.class);
            review(reviewing, rita, "keep");
            assertThat(eventually(() -> opens(serving, helga))).isTrue();
        }
    }

    private static void review(int port, String token, String verdict) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/api/v1/reviews/helpers/%s".formatted(port, verdict)))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"test\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static boolean opens(GatewayProcess gateway, String token) {
        try (Connection connection = gateway.connect(token, "")) {
            return connection.isValid(10);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean fails(Connection connection) {
        return catchThrowableOfType(SQLException.class, () -> count(connection, "select count(*) from two")) != null;
    }
}
