package dev.hoop.gateway.server.doors.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ApprovalAction;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LoginIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private static ErrorCode code(ServerMessage message) {
        return ErrorCode.of(((ServerMessage.Failure) message).code());
    }

    @Test
    void tokenOpensTheDoorAndSaysWhoAsks() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.send(0, RawClient.hello());
            ServerMessage.HelloOk hello = client.receive(ServerMessage.HelloOk.class);
            client.send(0, new ClientMessage.Login(house.token("sue", HOUR), "sue"));
            ServerMessage.LoginOk login = client.receive(ServerMessage.LoginOk.class);

            assertThat(hello.version()).isEqualTo(1);
            assertThat(hello.capabilities()).isNotEmpty();
            assertThat(login.subject()).isEqualTo("sue");
            assertThat(login.groups()).containsExactly("support");
            assertThat(login.expiresAtMillis())
                    .isEqualTo(house.clock.instant().plus(HOUR).toEpochMilli());
        }
    }

    @Test
    void helloAndLoginMayComeInOnePiece() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.send(0, RawClient.hello());
            client.send(0, new ClientMessage.Login(house.token("sue", HOUR), ""));
            client.send(3, new ClientMessage.Ping(7, false));

            client.receive(ServerMessage.HelloOk.class);
            client.receive(ServerMessage.LoginOk.class);
            assertThat(client.receive(ServerMessage.Pong.class).nonce()).isEqualTo(7);
        }
    }

    @Test
    void loginIsAnsweredWhileTheTargetAskedForWithItTakesLongToOpen() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch opens = new CountDownLatch(1);
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            house.policy = () -> {
                asked.countDown();
                assertThat(Eventually.holds(() -> opens.getCount() == 0)).isTrue();
                throw new GatewayException(ErrorCode.TARGET_UNKNOWN, "there is no such target");
            };
            client.queue(0, RawClient.hello());
            client.queue(0, new ClientMessage.Login(house.token("sue", HOUR), ""));
            client.send(1, new ClientMessage.Open("shop", "", "UTC", ApprovalMode.WAIT, 0, List.of()));
            assertThat(Eventually.holds(() -> asked.getCount() == 0)).isTrue();

            client.receive(ServerMessage.HelloOk.class);
            assertThat(client.receive(ServerMessage.LoginOk.class).subject()).isEqualTo("sue");
            opens.countDown();
            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.TARGET_UNKNOWN);
        } finally {
            opens.countDown();
        }
    }

    @Test
    void unknownTokenIsRefusedAndTheSocketClosed() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            ServerMessage answer = client.login("hoop_wrong");

            assertThat(code(answer)).isEqualTo(ErrorCode.LOGIN_FAILED);
            assertThat(client.isEnded()).isTrue();
            assertThat(house.trail.kinds()).containsExactly("login-refused");
        }
    }

    @Test
    void expiredTokenIsRefusedAsExpired() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            String token = house.token("sue", Duration.ofSeconds(1));
            house.clock.move(Duration.ofSeconds(2));

            assertThat(code(client.login(token))).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        }
    }

    @Test
    void userOtherThanTheTokensSubjectIsRefused() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.send(0, RawClient.hello());
            client.receive(ServerMessage.HelloOk.class);
            client.send(0, new ClientMessage.Login(house.token("sue", HOUR), "root"));

            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.LOGIN_FAILED);
        }
    }

    @Test
    void versionOfTheFutureIsRefusedWithBothVersionsNamed() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.send(0, new ClientMessage.Hello(2, 3, List.of(), 262_144, 67_108_864, "test"));
            ServerMessage.Failure failure = client.receive(ServerMessage.Failure.class);

            assertThat(code(failure)).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
            assertThat(failure.message()).contains("version 1").contains("2 to 3");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void rangeOfVersionsThatHoldsOursIsTaken() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.send(0, new ClientMessage.Hello(0, 9, List.of("a", "b"), 262_144, 67_108_864, "test"));

            assertThat(client.receive(ServerMessage.HelloOk.class).version()).isEqualTo(1);
        }
    }

    @Test
    void nothingButALoginIsTakenBeforeTheLogin() throws IOException {
        List<ClientMessage> early = List.of(
                new ClientMessage.Open("orders", "", "", ApprovalMode.WAIT, 0, List.of()),
                new ClientMessage.Approvals(ApprovalAction.LIST, "", ""),
                new ClientMessage.Refresh("hoop_x"),
                new ClientMessage.Cancel(),
                new ClientMessage.Credit(5),
                new ClientMessage.Ping(1, true),
                RawClient.hello());
        try (LoginHouse house = new LoginHouse()) {
            for (ClientMessage message : early) {
                try (RawClient client = house.connect()) {
                    client.send(0, RawClient.hello());
                    client.receive(ServerMessage.HelloOk.class);
                    client.send(1, message);

                    assertThat(code(client.receive(ServerMessage.Failure.class)))
                            .as(message.type().toString())
                            .isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
                    assertThat(client.isEnded()).isTrue();
                }
            }
        }
    }

    @Test
    void loginWithoutHelloIsRefused() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.send(0, new ClientMessage.Login(house.token("sue", HOUR), ""));

            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void endlessPingsBeforeTheLoginAreCutOff() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            for (int i = 0; i < 8; i++) {
                client.send(0, new ClientMessage.Ping(i, false));
            }
            for (int i = 0; i < 8; i++) {
                assertThat(client.receive(ServerMessage.Pong.class).nonce()).isEqualTo(i);
            }

            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void frameThatAnnouncesMoreThanIsAllowedBeforeLoginIsRefusedUnread() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.sendRaw(ByteBuffer.allocate(16)
                    .putInt(Limits.BEFORE_LOGIN.frameBytes() + 1)
                    .put((byte) 0x01)
                    .array());

            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void frameThatAnnouncesTwoGigabytesCostsNothing() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.login(house.token("sue", HOUR));
            client.sendRaw(ByteBuffer.allocate(16)
                    .putInt(Integer.MAX_VALUE)
                    .put((byte) 0x04)
                    .putInt(8, 1)
                    .array());

            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void helloOfAnotherProtocolIsAnsweredOnceAndClosed() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.sendRaw(
                    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(client.isEnded()).isTrue();
            assertThat(Eventually.holds(() -> house.door.openSockets() == 0)).isTrue();
        }
    }

    @Test
    void silentPeerIsToldAndCutOff() throws IOException {
        try (LoginHouse house = new LoginHouse(LoginHouse.loginWithin(Duration.ofMillis(200)));
                RawClient client = house.connect()) {
            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(client.isEnded()).isTrue();
            assertThat(Eventually.holds(() -> house.door.openSockets() == 0)).isTrue();
        }
    }

    @Test
    void peerThatDripsBytesIsCutOffAllTheSame() throws IOException {
        try (LoginHouse house = new LoginHouse(LoginHouse.loginWithin(Duration.ofMillis(200)));
                RawClient client = house.connect()) {
            byte[] header =
                    ByteBuffer.allocate(16).putInt(16_000).put((byte) 0x01).array();
            client.sendRaw(header);
            boolean cut = Eventually.holds(() -> {
                try {
                    client.sendRaw(new byte[1]);
                    return false;
                } catch (IOException ended) {
                    return true;
                }
            });

            assertThat(cut).isTrue();
            assertThat(Eventually.holds(() -> house.door.openSockets() == 0)).isTrue();
        }
    }

    @Test
    void socketBeyondTheLimitOfItsAddressIsToldWhy() throws IOException {
        try (LoginHouse house = new LoginHouse(LoginHouse.sessions(10, 2));
                RawClient first = house.connect();
                RawClient second = house.connect()) {
            first.login(house.token("sue", HOUR));
            second.login(house.token("sue", HOUR));
            try (RawClient third = house.connect()) {
                ServerMessage.Failure failure = third.receive(ServerMessage.Failure.class);

                assertThat(code(failure)).isEqualTo(ErrorCode.OVERLOADED);
                assertThat(failure.message()).contains("your address").contains("2 sessions");
                assertThat(third.isEnded()).isTrue();
            }
            first.vanish();
            assertThat(Eventually.holds(() -> house.door.openSockets() == 1)).isTrue();
            try (RawClient fourth = house.connect()) {
                assertThat(fourth.login(house.token("sue", HOUR))).isInstanceOf(ServerMessage.LoginOk.class);
            }
        }
    }

    @Test
    void socketBeyondTheLimitOfAllIsToldWhy() throws IOException {
        try (LoginHouse house = new LoginHouse(LoginHouse.sessions(1, 5));
                RawClient first = house.connect()) {
            first.login(house.token("sue", HOUR));
            try (RawClient second = house.connect()) {
                assertThat(second.receive(ServerMessage.Failure.class).message())
                        .contains("limits.sessions");
            }
        }
    }

    @Test
    void fiveHundredSocketsOpenedAndDroppedLeaveNothingBehind() throws IOException {
        try (LoginHouse house = new LoginHouse()) {
            String token = house.token("sue", HOUR);
            for (int round = 0; round < 5; round++) {
                List<RawClient> clients = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    RawClient client = house.connect();
                    clients.add(client);
                    switch (i % 4) {
                        case 0 -> client.login(token);
                        case 1 -> client.send(0, RawClient.hello());
                        case 2 -> client.sendRaw(new byte[] {0, 0, 0});
                        default -> {
                            // says nothing at all
                        }
                    }
                }
                for (RawClient client : clients) {
                    client.close();
                }
            }

            assertThat(Eventually.holds(() -> house.door.openSockets() == 0)).isTrue();
            assertThat(Eventually.holds(LoginIT::onlyIdleThreads)).isTrue();
        }
        assertThat(Eventually.noThreadsOfTheDoor()).isTrue();
    }

    private static boolean onlyIdleThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hoop-remote-"))
                .allMatch(name -> name.equals("hoop-remote-free")
                        || name.equals("hoop-remote-accept")
                        || name.equals("hoop-remote-watch"));
    }

    @Test
    void newTokenOfTheSameSubjectIsTakenAndAnothersIsNot() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.login(house.token("sue", HOUR));

            client.send(1, new ClientMessage.Refresh(house.token("sue", HOUR.multipliedBy(2))));
            ServerMessage.LoginOk renewed = client.receive(ServerMessage.LoginOk.class);
            client.send(3, new ClientMessage.Refresh(house.token("root", HOUR)));
            ServerMessage.Failure refused = client.receive(ServerMessage.Failure.class);

            assertThat(renewed.expiresAtMillis())
                    .isEqualTo(house.clock.instant().plus(HOUR.multipliedBy(2)).toEpochMilli());
            assertThat(code(refused)).isEqualTo(ErrorCode.LOGIN_FAILED);
            client.send(5, new ClientMessage.Ping(1, false));
            client.receive(ServerMessage.Pong.class);
        }
    }

    @Test
    void tokenThatNearsItsEndIsAnnouncedOnce() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.login(house.token("sue", Duration.ofSeconds(100)));
            client.send(7, new ClientMessage.Ping(0, false));
            client.receive(ServerMessage.Pong.class);
            house.clock.move(Duration.ofSeconds(80));

            client.send(1, new ClientMessage.Ping(1, false));
            Envelope<ServerMessage> first = client.next().orElseThrow();
            client.receive(ServerMessage.Pong.class);
            client.send(3, new ClientMessage.Ping(2, false));

            assertThat(first.message()).isEqualTo(new ServerMessage.TokenExpiring(20_000));
            assertThat(first.stream()).isZero();
            client.receive(ServerMessage.Pong.class);
        }
    }

    @Test
    void requestWithoutATargetIsRefusedAndTheSocketStays() throws IOException {
        try (LoginHouse house = new LoginHouse();
                RawClient client = house.connect()) {
            client.login(house.token("sue", HOUR));
            client.send(1, new ClientMessage.SetState(List.of()));
            client.receive(ServerMessage.End.class);
            client.send(3, new ClientMessage.Describe("select 1", List.of()));

            assertThat(code(client.receive(ServerMessage.Failure.class))).isEqualTo(ErrorCode.INVALID_REQUEST);
            client.send(5, new ClientMessage.Ping(1, false));
            client.receive(ServerMessage.Pong.class);
        }
    }

    @Test
    void closingTheDoorTellsEveryoneAndEndsEverything() throws IOException {
        LoginHouse house = new LoginHouse();
        try (RawClient client = house.connect();
                RawClient silent = house.connect()) {
            client.login(house.token("sue", HOUR));
            client.send(1, new ClientMessage.Ping(1, false));
            client.receive(ServerMessage.Pong.class);

            house.close();

            assertThat(code(client.receive(ServerMessage.GoAway.class))).isEqualTo(ErrorCode.SHUTTING_DOWN);
            assertThat(client.isEnded()).isTrue();
            assertThat(silent.isEnded()).isTrue();
            assertThat(house.door.openSockets()).isZero();
            assertThat(Eventually.noThreadsOfTheDoor()).isTrue();
        }
    }

    private static ErrorCode code(ServerMessage.GoAway message) {
        return ErrorCode.of(message.code());
    }
}
