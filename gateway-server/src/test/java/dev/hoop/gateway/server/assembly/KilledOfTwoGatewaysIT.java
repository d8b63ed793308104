package dev.hoop.gateway.server.assembly;

import static dev.hoop.gateway.server.assembly.GatewayPair.eventually;
import static dev.hoop.gateway.server.assembly.GatewayPair.held;
import static dev.hoop.gateway.server.assembly.GatewayPair.pending;
import static dev.hoop.gateway.server.assembly.GatewayPair.resumed;
import static dev.hoop.gateway.server.assembly.GatewayPair.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.jdbc.HoopConnection;
import dev.hoop.gateway.remote.ApprovalsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two gateways is killed, and what was promised goes on at the other. */
final class KilledOfTwoGatewaysIT {
    private GatewayPair pair;

    @BeforeEach
    void startBoth(@TempDir Path directory) throws IOException, SQLException {
        pair = GatewayPair.in(directory);
        pair.fill();
    }

    @AfterEach
    void endBoth() throws SQLException {
        pair.close();
    }

    @Test
    void killedGatewayLosesNoRequestAndNothingRunsTwice() throws Exception {
        for (int round = 1; round <= 3; round++) {
            String waiting = "update two set n = n + 1 where id = " + round;
            String executing = "update two set n = n + 1 where id = " + (50 + round);
            Connection doomed = pair.north().connect(pair.sue(), "&approval=fail");
            String waits = held(doomed, waiting);
            String executes = held(doomed, executing);
            try (ApprovalsClient people = pair.people(pair.south())) {
                people.approve(executes, "run it");
                pair.say("begin; lock table two in exclusive mode");
                doomed.unwrap(HoopConnection.class).resume(executes);
                CompletableFuture<Integer> cut = running(doomed, executing);
                assertThat(eventually(pair::waits))
                        .as(() -> "one waits for the table, of which came " + cut)
                        .isTrue();

                pair.north().kill();

                assertThatThrownBy(() -> cut.get(1, TimeUnit.MINUTES)).isInstanceOf(ExecutionException.class);
                pair.say("rollback");
                people.approve(waits, "goes on elsewhere");
            }
            try (Connection survivor = pair.south().connect(pair.sue(), "&approval=fail")) {
                assertThat(resumed(survivor, waits, waiting)).isEqualTo(1);
                assertThatThrownBy(() -> resumed(survivor, waits, waiting)).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> resumed(survivor, executes, executing)).isInstanceOf(SQLException.class);
            }
            pair.startNorthAgain();
            try (Connection again = pair.north().connect(pair.sue(), "&approval=fail")) {
                assertThatThrownBy(() -> resumed(again, executes, executing)).isInstanceOf(SQLException.class);
            }
            assertThat(pair.count("select n from two where id = " + round)).isEqualTo(1);
        }
        assertThat(eventually(() -> pair.requests("EXECUTING") == 0 && pair.requests("UNKNOWN") == 3))
                .as("what the killed gateways had begun is said to be unknown")
                .isTrue();
        assertThat(pair.count("select max(n) from two")).isEqualTo(1);
    }

    @Test
    @Tag("e2e")
    void gatewayKilledWhileItsSessionWaitsOrBeforeItRunsLeavesWhatGoesOnElsewhereOnce() throws Exception {
        for (int round = 1; round <= 2; round++) {
            String waiting = "update two set n = n + 1 where id = " + round;
            String approved = "update two set n = n + 1 where id = " + (10 + round);
            Connection waits = pair.north().connect(pair.sue(), "");
            Connection doomed = pair.north().connect(pair.sue(), "&approval=fail");
            CompletableFuture<Integer> cut = running(waits, waiting);
            String ready = held(doomed, approved);
            String pending;
            try (ApprovalsClient people = pair.people(pair.south())) {
                pending = pending(people, waiting);
                people.approve(ready, "before the end");

                pair.north().kill();

                assertThatThrownBy(() -> cut.get(1, TimeUnit.MINUTES)).isInstanceOf(ExecutionException.class);
                assertThat(people.read(pending).state()).isEqualTo(ApprovalRequest.State.PENDING);
                people.approve(pending, "after the end");
            }
            try (Connection survivor = pair.south().connect(pair.sue(), "&approval=fail")) {
                for (String[] each : new String[][] {{pending, waiting}, {ready, approved}}) {
                    assertThat(resumed(survivor, each[0], each[1])).isEqualTo(1);
                    assertThatThrownBy(() -> resumed(survivor, each[0], each[1]))
                            .isInstanceOf(SQLException.class);
                }
            }
            pair.startNorthAgain();
        }
        assertThat(pair.count("select sum(n) from two")).isEqualTo(4);
        assertThat(pair.count("select max(n) from two")).isEqualTo(1);
    }

    @Test
    @Tag("e2e")
    void newsReachTheirReceiverThoughTheGatewayThatCarriesThemIsKilled() throws Exception {
        List<String> asked = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            pair.receiver().hold();
            try (Connection doomed = pair.north().connect(pair.sue(), "&approval=fail")) {
                for (int id = 1; id <= 5; id++) {
                    asked.add(held(doomed, "update two set n = n + 1 where id = " + (round * 10 + id)));
                }
                assertThat(eventually(pair.receiver()::isBusy)).isTrue();

                pair.north().kill(); // with news on their way, or not yet taken
            }
            pair.receiver().release();
            pair.startNorthAgain();
        }

        assertThat(eventually(() -> pair.receiver().requests().containsAll(asked)))
                .as("%s of %s", pair.receiver().requests(), asked)
                .isTrue();
        assertThat(pair.receiver().mixed())
                .as("deliveries whose number came with two contents")
                .isEmpty();
        assertThat(pair.receiver().deliveries())
                .as("one number for each request")
                .isEqualTo(asked.size());
    }
}
