package dev.hoop.gateway.server.doors.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PatienceIT {
    @TempDir
    Path directory;

    private static UnaryOperator<RemoteDoorOptions> options(Duration stuckAfter, RemoteDoorOptions.ThreadMode threads) {
        return usual -> new RemoteDoorOptions(
                usual.listen(),
                usual.tls(),
                usual.sessions(),
                usual.sessionsPerAddress(),
                usual.limits(),
                usual.loginWithin(),
                usual.idleAfter(),
                stuckAfter,
                threads,
                usual.uploadBytes(),
                usual.node());
    }

    @Test
    void peerThatTakesRowsOnCreditAndNeverReadsThemIsCutOff() throws Exception {
        try (ShopHouse house = new ShopHouse(
                        directory, options(Duration.ofMillis(300), RemoteDoorOptions.ThreadMode.PLATFORM));
                SessionClient client = house.open()) {
            house.run("create table wide (id int primary key, line varchar(20000))");
            house.run("insert into wide select x, repeat('y', 20000) from system_range(1, 2000)");

            client.execute(3, "select a.id, a.line from wide a, wide b where b.id <= 10");

            assertThat(Eventually.holds(() -> house.door.openSockets() == 0
                            && house.gate.openSessions() == 0
                            && house.heldConnections() == 0))
                    .isTrue();
        }
    }

    /** Not an exception of the program: one that no code foresees, as where memory or a class is missing. */
    @Test
    void errorUnderAStatementEndsItsConnectionAndItsPeerIsTold() throws Exception {
        try (ShopHouse house = new ShopHouse(directory);
                SessionClient other = house.open();
                SessionClient client = house.open()) {
            house.trail.afterIntent(() -> {
                throw new LinkageError("value 2");
            });
            client.execute(3, "select id from customers");

            assertThat(client.next(0))
                    .isInstanceOfSatisfying(
                            ServerMessage.Failure.class,
                            failure -> assertThat(failure.message())
                                    .contains("incident number")
                                    .doesNotContain("value 2"));
            assertThat(Eventually.holds(() -> house.gate.openSessions() == 1 && house.heldConnections() == 0))
                    .isTrue();

            house.trail.afterIntent(() -> {});
            other.execute(3, "select id from customers");
            assertThat(SessionClient.rows(other.answer(3))).isEqualTo(2);
        }
    }

    @Test
    void virtualThreadsServeWhereThereAreAnyAndAreRefusedElsewhere() throws IOException, SQLException {
        UnaryOperator<RemoteDoorOptions> virtual =
                options(Duration.ofSeconds(60), RemoteDoorOptions.ThreadMode.VIRTUAL);
        if (Runtime.version().feature() < 21) {
            assertThatThrownBy(() -> new LoginHouse(virtual))
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                    .hasMessageContaining("threads: platform");
            return;
        }
        try (ShopHouse house = new ShopHouse(directory, virtual);
                SessionClient client = house.open()) {
            client.execute(3, "select count(*) from log a, log b, log c where a.id + b.id + c.id < 0");
            assertThat(client.answers()).isTrue();
            client.raw().send(3, new dev.hoop.gateway.api.wire.ClientMessage.Cancel());
            assertThat(client.next(3)).isInstanceOf(ServerMessage.Failure.class);
        }
    }
}
