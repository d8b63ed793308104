package dev.hoop.gateway.server.doors.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ApprovalAction;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.api.wire.ToldColumns;
import dev.hoop.gateway.api.wire.TransactAction;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatementsIT {
    private static final String ALL_LINES = "select id, line from log order by id";
    private static final String HELD = "update payments set amount = 11 where id = 1";
    private static final Subject DANA = new Subject(new SubjectName("dana"), Subject.Kind.PERSON, Set.of("dba"));

    @TempDir
    Path directory;

    private ShopHouse house;

    @BeforeEach
    void open() throws SQLException {
        house = new ShopHouse(directory);
    }

    @AfterEach
    void close() throws SQLException {
        house.close();
    }

    private static ErrorCode code(ServerMessage message) {
        return ErrorCode.of(((ServerMessage.Failure) message).code());
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    @Test
    void answerHasColumnsRowsAndAnEndWithAHandle() throws IOException {
        try (SessionClient client = house.open()) {
            client.execute(3, "select id, name from customers order by id");
            ServerMessage.Columns columns = client.next(3, ServerMessage.Columns.class);
            ServerMessage.Rows rows = client.next(3, ServerMessage.Rows.class);
            client.next(3, ServerMessage.RowsEnd.class);
            ServerMessage.End end = client.next(3, ServerMessage.End.class);

            assertThat(columns.columns()).hasSize(2);
            assertThat(rows.count()).isEqualTo(2);
            assertThat(end.effect()).isEqualTo(Effect.APPLIED);
            assertThat(end.handle()).isPositive();

            client.executeHandle(5, end.handle());
            assertThat(SessionClient.rows(client.answer(5))).isEqualTo(2);
        }
    }

    @Test
    void columnsOfARepeatedStatementAreToldOnceToThoseWhoRemember() throws Exception {
        try (SessionClient client = house.open(ToldColumns.CAPABILITY)) {
            client.execute(3, ALL_LINES);
            client.next(3, ServerMessage.Columns.class);
            client.answer(3);
            client.execute(5, "select id, name from customers");
            client.next(5, ServerMessage.Columns.class);
            client.answer(5);

            client.execute(7, ALL_LINES);
            assertThat(client.next(7, ServerMessage.ColumnsAgain.class).number())
                    .isZero();
            client.answer(7);

            house.run("alter table log alter column line varchar(7777)");
            client.execute(9, ALL_LINES);
            assertThat(client.next(9, ServerMessage.Columns.class)
                            .columns()
                            .get(1)
                            .precision())
                    .isEqualTo(7777);
        }
        try (SessionClient forgetful = house.open()) {
            for (int stream : List.of(3, 5)) {
                forgetful.execute(stream, ALL_LINES);
                forgetful.next(stream, ServerMessage.Columns.class);
                forgetful.answer(stream);
            }
        }
    }

    @Test
    void unknownHandleIsRefusedAndTheTextCanBeSentAgain() throws IOException {
        try (SessionClient client = house.open()) {
            client.executeHandle(3, 77);

            assertThat(code(last(client.answer(3)))).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(client.answers()).isTrue();
        }
    }

    @Test
    void onlySettingsThatChangedAreToldAtTheEnd() throws IOException {
        try (SessionClient client = house.open()) {
            assertThat(client.opened().state()).contains(new StateSetting(SessionSetting.AUTO_COMMIT, "true"));

            client.execute(3, "select 1");
            ServerMessage.End first = (ServerMessage.End) last(client.answer(3));
            client.executeInTransaction(5, "insert into payments values (7, 7)", SessionClient.PLENTY, 0);
            ServerMessage.End second = (ServerMessage.End) last(client.answer(5));

            assertThat(first.state()).isEmpty();
            assertThat(second.state())
                    .contains(new StateSetting(SessionSetting.AUTO_COMMIT, "false"))
                    .doesNotContain(new StateSetting(SessionSetting.READ_ONLY, "false"));
        }
    }

    @Test
    void failureCarriesRuleAndDecisionAndLeavesTheConnectionUsable() throws IOException {
        try (SessionClient client = house.open()) {
            client.execute(3, "drop table payments");
            ServerMessage.Failure failure = (ServerMessage.Failure) last(client.answer(3));

            assertThat(failure.effect()).isEqualTo(Effect.NOT_SENT);
            assertThat(failure.decisionId()).isNotEmpty();
            assertThat(failure.sqlState()).isEqualTo("42501");
            client.execute(5, "select 1");
            assertThat(SessionClient.rows(client.answer(5))).isEqualTo(1);
        }
    }

    @Test
    void databaseErrorKeepsItsStateAndVendorCode() throws IOException {
        try (SessionClient client = house.open()) {
            client.execute(3, "insert into payments values (1, 1)");
            ServerMessage.Failure failure = (ServerMessage.Failure) last(client.answer(3));

            assertThat(failure.sqlState()).isEqualTo("23505");
            assertThat(failure.vendorCode()).isEqualTo(23505);
            assertThat(failure.kind()).isEqualTo("SQLIntegrityConstraintViolationException");
        }
    }

    @Test
    void rowsStopWhenTheCreditIsUsedUpAndGoOnWhenItIsGivenBack() throws IOException {
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, ALL_LINES, 10_000, 50);
            client.next(3, ServerMessage.Columns.class);
            long seen = 0;
            long bytes = 0;
            while (bytes < 10_000) {
                ServerMessage.Rows rows = client.next(3, ServerMessage.Rows.class);
                seen += rows.count();
                bytes += rows.cells().length;
            }

            assertThat(client.answers())
                    .as("nothing more comes before the answer to a ping")
                    .isTrue();
            assertThat(seen).isLessThan(200);

            client.raw().send(3, new ClientMessage.Credit(SessionClient.PLENTY));
            List<ServerMessage> rest = client.answer(3);
            assertThat(seen + SessionClient.rows(rest)).isEqualTo(ShopHouse.MANY);
            assertThat(last(rest)).isInstanceOf(ServerMessage.End.class);
        }
    }

    @Test
    void chunksOfRowsStayNearSixtyFourKilobytesWhateverTheFetchSize() throws IOException {
        try (SessionClient client = house.open()) {
            client.execute(3, ALL_LINES);

            assertThat(client.answer(3))
                    .filteredOn(ServerMessage.Rows.class::isInstance)
                    .allSatisfy(rows -> assertThat(((ServerMessage.Rows) rows).cells().length)
                            .isLessThan(AnswerMessages.CHUNK_BYTES + 1_000));
        }
    }

    @Test
    void piecesOfAValueWaitForCreditWhereNothingElseWasAgreed() throws Exception {
        house.run("create table files (id int primary key, content varbinary(1000000))");
        house.run("insert into files values (1, secure_rand(1000000))");
        try (SessionClient client = house.open(Pieces.CAPABILITY)) {
            client.execute(3, "select content from files", 1_000, 10);
            client.next(3, ServerMessage.Columns.class);
            client.next(3, ServerMessage.Rows.class);
            int first = client.next(3, ServerMessage.Piece.class).content().remaining();

            assertThat(client.answers())
                    .as("nothing more comes before the answer to a ping")
                    .isTrue();
            client.raw().send(3, new ClientMessage.Credit(SessionClient.PLENTY));
            assertThat(first + pieces(client.answer(3))).isEqualTo(1_000_000);
        }
    }

    @Test
    void valueOfOrdinarySizeWaitsForNoCreditWhereThatWasAgreed() throws Exception {
        house.run("create table files (id int primary key, content varbinary(1000000))");
        house.run("insert into files values (1, secure_rand(1000000))");
        try (SessionClient client = house.open(Pieces.AHEAD_CAPABILITY)) {
            client.execute(3, "select content from files", 1, 10);

            client.next(3, ServerMessage.Columns.class);
            client.next(3, ServerMessage.Rows.class);
            ServerMessage.Piece piece;
            int seen = 0;
            do {
                piece = client.next(3, ServerMessage.Piece.class);
                seen += piece.content().remaining();
            } while (!piece.last());

            assertThat(seen).isEqualTo(1_000_000);
            assertThat(client.answers())
                    .as("the next row, if there is one, needs credit")
                    .isTrue();
        }
    }

    @Test
    void piecesComeNoFurtherAheadThanWasAgreed() throws Exception {
        house.run("create table files (id int primary key, content blob)");
        house.run("insert into files values (1, secure_rand(1000000) || secure_rand(1000000) || secure_rand(1000000))");
        try (SessionClient client = house.open(Pieces.AHEAD_CAPABILITY)) {
            client.execute(3, "select content from files", 1, 10);
            client.next(3, ServerMessage.Columns.class);
            int ahead = client.next(3, ServerMessage.Rows.class).cells().length - 1;
            int seen = 0;
            while (ahead < Pieces.AHEAD) {
                int piece = client.next(3, ServerMessage.Piece.class).content().remaining();
                ahead += piece;
                seen += piece;
            }

            assertThat(client.answers())
                    .as("nothing more comes before the answer to a ping")
                    .isTrue();
            assertThat(seen).isLessThan(Pieces.AHEAD + 2 * Pieces.SIZE);
            client.raw().send(3, new ClientMessage.Credit(SessionClient.PLENTY));
            assertThat(seen + pieces(client.answer(3))).isEqualTo(3_000_000);
        }
    }

    private static int pieces(List<ServerMessage> answer) {
        return answer.stream()
                .mapToInt(message -> message instanceof ServerMessage.Piece piece
                        ? piece.content().remaining()
                        : 0)
                .sum();
    }

    @Test
    void anotherStatementRunsWhileAResultIsParked() throws IOException {
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, ALL_LINES, 1_000, 20);
            client.next(3, ServerMessage.Columns.class);
            ServerMessage.Rows first = client.next(3, ServerMessage.Rows.class);

            client.execute(5, "select count(*) from payments");
            List<ServerMessage> between = client.answer(5);
            client.raw().send(3, new ClientMessage.Credit(SessionClient.PLENTY));

            assertThat(last(between)).isInstanceOf(ServerMessage.End.class);
            assertThat(SessionClient.rows(between)).isEqualTo(1);
            assertThat(first.count() + SessionClient.rows(client.answer(3))).isEqualTo(ShopHouse.MANY);
        }
    }

    @Test
    void resultTooLargeToMakeWayStaysWholeAndTheNextStatementIsRefused() throws Exception {
        house.run("create table wide (id int primary key, line varchar(20000))");
        house.run("insert into wide select x, repeat('y', 20000) from system_range(1, 1500)");
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, "select id, line from wide", 1_000, 1);
            client.next(3, ServerMessage.Columns.class);
            ServerMessage.Rows first = client.next(3, ServerMessage.Rows.class);

            client.execute(5, "select count(*) from payments");
            ServerMessage refused = last(client.answer(5));
            client.raw().send(3, new ClientMessage.Credit(SessionClient.PLENTY));
            List<ServerMessage> rest = client.answer(3);
            client.execute(7, "select count(*) from payments");

            assertThat(code(refused)).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(first.count() + SessionClient.rows(rest)).isEqualTo(1500);
            assertThat(SessionClient.rows(client.answer(7))).isEqualTo(1);
            assertThat(house.door.kept().used()).isZero();
        }
    }

    @Test
    void severalResultsAreReadTurnByTurn() throws IOException {
        try (SessionClient client = house.open()) {
            List<Integer> streams = List.of(3, 5, 7);
            for (int stream : streams) {
                client.execute(stream, ALL_LINES, 1_000, 20);
                client.next(stream, ServerMessage.Columns.class);
                client.next(stream, ServerMessage.Rows.class);
            }
            for (int stream : streams) {
                client.raw().send(stream, new ClientMessage.Credit(SessionClient.PLENTY));
                assertThat(SessionClient.rows(client.answer(stream))).isEqualTo(ShopHouse.MANY - 20);
            }
            assertThat(house.door.kept().used()).isZero();
        }
    }

    @Test
    void parkedResultEndsWhenItIsNotWantedAnyMore() throws IOException {
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, ALL_LINES, 1_000, 20);
            client.next(3, ServerMessage.Columns.class);
            client.next(3, ServerMessage.Rows.class);

            client.raw().send(3, new ClientMessage.CloseCursor());

            assertThat(last(client.answer(3))).isInstanceOf(ServerMessage.End.class);
        }
    }

    @Test
    void parkedResultEndsAsCancelledWhenItIsCancelled() throws IOException {
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, ALL_LINES, 1_000, 20);
            client.next(3, ServerMessage.Columns.class);
            client.next(3, ServerMessage.Rows.class);

            client.raw().send(3, new ClientMessage.Cancel());

            assertThat(code(last(client.answer(3)))).isEqualTo(ErrorCode.CANCELLED);
            client.execute(5, "select 1");
            assertThat(SessionClient.rows(client.answer(5))).isEqualTo(1);
        }
    }

    @Test
    void parkedResultEndsWithItsTransaction() throws IOException {
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, ALL_LINES, 1_000, 20);
            client.next(3, ServerMessage.Columns.class);
            client.next(3, ServerMessage.Rows.class);

            client.raw().send(5, new ClientMessage.Transact(TransactAction.ROLLBACK, "", List.of()));

            ServerMessage.Failure closed = client.next(3, ServerMessage.Failure.class);
            assertThat(closed.sqlState()).isEqualTo("34000");
            assertThat(last(client.answer(5))).isInstanceOf(ServerMessage.End.class);
        }
    }

    @Test
    void cancellationReachesAStatementThatRuns() throws Exception {
        try (SessionClient client = house.open();
                Connection locking = house.lockPayments()) {
            client.execute(
                    3,
                    "insert into payments select x, 1 from system_range(1, 5) where x <> 1 and x <> 2"
                            + " and exists (select 1 from log a, log b, log c where a.id + b.id + c.id < 0)");
            client.raw().send(3, new ClientMessage.Ping(1, false));
            client.raw().send(3, new ClientMessage.Cancel());

            ServerMessage first = client.next(3);
            assertThat(first).as("a ping is answered while the statement runs").isInstanceOf(ServerMessage.Pong.class);
            ServerMessage.Failure failure = (ServerMessage.Failure) last(client.answer(3));
            assertThat(failure.sqlState()).isEqualTo("57014");
            assertThat(client.answers()).isTrue();
            assertThat(locking.isClosed()).isFalse();
        }
    }

    @Test
    void requestThatWaitsBehindARunningOneCanBeCancelledAlone() throws Exception {
        try (SessionClient client = house.open()) {
            client.execute(3, "select count(*) from log a, log b, log c where a.id + b.id + c.id < 0");
            client.raw().send(0, new ClientMessage.Ping(1, false));
            client.next(0, ServerMessage.Pong.class);
            client.execute(5, "insert into payments values (50, 50)");
            client.raw().send(5, new ClientMessage.Cancel());

            assertThat(code(client.next(5))).isEqualTo(ErrorCode.CANCELLED);
            client.raw().send(3, new ClientMessage.Cancel());
            assertThat(last(client.answer(3))).isInstanceOf(ServerMessage.Failure.class);
            assertThat(client.answers()).isTrue();
            assertThat(house.count("select count(*) from payments where id = 50"))
                    .isZero();
        }
    }

    @Test
    void cancellationOfWhatHasEndedHitsNothing() throws IOException {
        try (SessionClient client = house.open()) {
            for (int stream = 3; stream < 103; stream += 4) {
                client.execute(stream, "select 1");
                client.raw().send(stream, new ClientMessage.Cancel());
                client.execute(stream + 2, "select count(*) from log");

                List<ServerMessage> maybe = client.answer(stream);
                List<ServerMessage> never = client.answer(stream + 2);
                assertThat(last(maybe).type().endsStream()).isTrue();
                assertThat(last(never))
                        .as("the statement behind the cancelled one")
                        .isInstanceOf(ServerMessage.End.class);
            }
        }
    }

    @Test
    void heldStatementRunsOnceItIsApproved() throws Exception {
        try (SessionClient client = house.open()) {
            client.execute(3, HELD);
            ApprovalRequest request =
                    client.next(3, ServerMessage.Pending.class).request();
            assertThat(client.answers())
                    .as("the connection answers while it waits")
                    .isTrue();
            assertThat(house.count("select amount from payments where id = 1")).isEqualTo(10);

            house.approvals().vote(DANA, request.id(), Approvals.Ballot.approving("fine", "t-1"));

            ServerMessage.Decided decided = client.next(3, ServerMessage.Decided.class);
            assertThat(decided.state()).isEqualTo(ApprovalRequest.State.APPROVED);
            assertThat(client.next(3, ServerMessage.Count.class).count()).isEqualTo(1);
            assertThat(last(client.answer(3))).isInstanceOf(ServerMessage.End.class);
            assertThat(house.count("select amount from payments where id = 1")).isEqualTo(11);
        }
    }

    @Test
    void approverAnswersWithoutATarget() throws Exception {
        try (SessionClient client = house.open();
                RawClient dana = RawClient.connect(house.door.port())) {
            dana.login(house.token("dana", "dba").secret());
            client.execute(3, HELD);
            String id = client.next(3, ServerMessage.Pending.class).request().id();

            dana.send(1, new ClientMessage.Approvals(ApprovalAction.LIST, "", ""));
            List<ApprovalRequest> waiting =
                    dana.receive(ServerMessage.ApprovalList.class).requests();
            dana.send(3, new ClientMessage.Approvals(ApprovalAction.REFUSE, id, "not today"));
            dana.receive(ServerMessage.ApprovalList.class);

            assertThat(waiting).extracting(ApprovalRequest::id).containsExactly(id);
            assertThat(code(last(client.answer(3)))).isEqualTo(ErrorCode.APPROVAL_REFUSED);
            assertThat(house.count("select amount from payments where id = 1")).isEqualTo(10);
        }
    }

    @Test
    void cancellationWithdrawsAHeldStatement() throws Exception {
        try (SessionClient client = house.open()) {
            client.execute(3, HELD);
            String id = client.next(3, ServerMessage.Pending.class).request().id();

            client.raw().send(3, new ClientMessage.Cancel());

            assertThat(code(last(client.answer(3)))).isEqualTo(ErrorCode.CANCELLED);
            assertThat(house.approvals().find(id).orElseThrow().state()).isEqualTo(ApprovalRequest.State.WITHDRAWN);
            assertThat(client.answers()).isTrue();
        }
    }

    @Test
    void requestOfASubjectThatVanishedStaysAndCanBeResumedOnce() throws Exception {
        String id;
        try (SessionClient client = house.open()) {
            client.execute(3, HELD);
            id = client.next(3, ServerMessage.Pending.class).request().id();
            client.raw().vanish();
        }
        assertThat(Eventually.holds(() -> house.gate.openSessions() == 0)).isTrue();
        assertThat(house.approvals().find(id).orElseThrow().state()).isEqualTo(ApprovalRequest.State.PENDING);
        house.approvals().vote(DANA, id, Approvals.Ballot.approving("", "t-1"));

        try (SessionClient again = house.open()) {
            again.resume(3, HELD, id);
            List<ServerMessage> first = again.answer(3);
            again.resume(5, HELD, id);
            List<ServerMessage> second = again.answer(5);

            assertThat(last(first)).isInstanceOf(ServerMessage.End.class);
            assertThat(last(second)).isInstanceOf(ServerMessage.Failure.class);
            assertThat(house.count("select amount from payments where id = 1")).isEqualTo(11);
        }
    }

    @Test
    void modeFailAnswersAtOnceWithTheRequest() throws IOException {
        try (SessionClient client = SessionClient.open(
                house.door.port(), house.token("sue", "support").secret(), ApprovalMode.FAIL)) {
            client.execute(3, HELD);
            ServerMessage.Failure failure = (ServerMessage.Failure) last(client.answer(3));

            assertThat(code(failure)).isEqualTo(ErrorCode.APPROVAL_PENDING);
            assertThat(failure.requestId()).isNotEmpty();
        }
    }

    @Test
    void revokedTokenEndsItsOpenSessionAndCancelsWhatRuns() throws IOException {
        String token = house.token("sue", "support").secret();
        String id = house.tokens.list().get(0).id();
        try (SessionClient client = SessionClient.open(house.door.port(), token)) {
            client.execute(3, "select count(*) from log a, log b, log c where a.id + b.id + c.id < 0");

            house.revocations.add(id);
            house.gate.sweep();

            assertThat(client.raw().isEnded()).isTrue();
            assertThat(Eventually.holds(() -> house.door.openSockets() == 0 && house.heldConnections() == 0))
                    .isTrue();
        }
    }

    @Test
    void statementAfterTheTokensEndIsRefusedUntilItIsRefreshed() throws IOException {
        try (SessionClient client = house.open()) {
            house.clock.move(Duration.ofHours(1));
            house.revocations.poll();
            client.execute(3, "select 1");
            ServerMessage expired = null;
            while (expired == null || !expired.type().endsStream()) {
                expired = client.raw().receive(ServerMessage.class);
            }
            client.raw()
                    .send(
                            5,
                            new ClientMessage.Refresh(
                                    house.token("sue", "support").secret()));
            client.raw().receive(ServerMessage.LoginOk.class);
            client.execute(7, "select 1");

            assertThat(code(expired)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
            assertThat(SessionClient.rows(client.answer(7))).isEqualTo(1);
        }
    }

    @Test
    void subjectThatVanishesMidResultLeavesNothingBehind() throws IOException {
        for (int i = 0; i < 20; i++) {
            SessionClient client = house.open();
            client.executeInTransaction(3, ALL_LINES, i % 2 == 0 ? SessionClient.PLENTY : 1_000, 20);
            client.next(3, ServerMessage.Columns.class);
            client.raw().vanish();
        }

        assertThat(Eventually.holds(() -> house.door.openSockets() == 0
                        && house.gate.openSessions() == 0
                        && house.heldConnections() == 0))
                .isTrue();
    }

    @Test
    void transactionOfASubjectThatVanishedIsRolledBack() throws Exception {
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, "insert into payments values (70, 70)", SessionClient.PLENTY, 0);
            client.answer(3);
            client.raw().vanish();
        }

        assertThat(Eventually.holds(() -> house.heldConnections() == 0)).isTrue();
        assertThat(house.count("select count(*) from payments where id = 70")).isZero();
    }

    @Test
    void shutdownLetsWhatRunsComeToItsEndAndTakesNothingNew() throws Exception {
        try (SessionClient client = house.open()) {
            client.executeInTransaction(3, "insert into payments values (80, 80)", SessionClient.PLENTY, 0);
            client.answer(3);
            Thread closing = new Thread(() -> house.door.close(Duration.ofSeconds(20)), "test-closing");
            closing.start();
            client.raw().receive(ServerMessage.GoAway.class);

            client.execute(5, "select 1");
            ServerMessage refused = last(client.answer(5));
            client.raw().send(7, new ClientMessage.Transact(TransactAction.COMMIT, "", List.of()));
            ServerMessage committed = last(client.answer(7));
            closing.join();

            assertThat(code(refused)).isEqualTo(ErrorCode.SHUTTING_DOWN);
            assertThat(committed).isInstanceOf(ServerMessage.End.class);
            assertThat(client.raw().isEnded()).isTrue();
            assertThat(house.count("select count(*) from payments where id = 80"))
                    .isEqualTo(1);
            assertThat(Eventually.noThreadsOfTheDoor()).isTrue();
        }
    }

    @Test
    void moreRequestsThanMayWaitAreRefusedOneByOne() throws Exception {
        try (SessionClient client = house.open()) {
            client.execute(3, "select count(*) from log a, log b, log c where a.id + b.id + c.id < 0");
            for (int i = 0; i < 70; i++) {
                client.execute(101 + 2 * i, "select 1");
            }
            List<ServerMessage> refused = new ArrayList<>();
            while (refused.size() < 6) {
                refused.add(client.raw().receive(ServerMessage.class));
            }
            client.raw().send(3, new ClientMessage.Cancel());

            assertThat(refused).allSatisfy(message -> assertThat(code(message)).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        }
    }

    @Test
    void requestOnTheConnectionsOwnStreamEndsTheConnection() throws IOException {
        try (SessionClient client = house.open()) {
            client.execute(0, "select 1");

            assertThat(code(client.next(0))).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
            assertThat(client.raw().isEnded()).isTrue();
        }
    }

    @Test
    void emptyStatementIsRefused() throws IOException {
        try (SessionClient client = house.open()) {
            client.execute(3, "  \n ");

            assertThat(code(last(client.answer(3)))).isEqualTo(ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void metadataComesAsRows() throws IOException {
        try (SessionClient client = house.open()) {
            client.raw().send(3, new ClientMessage.Metadata("getTableTypes", List.of()));

            assertThat(SessionClient.rows(client.answer(3))).isPositive();
        }
    }

    @Test
    void targetIsAskedWhetherItLives() throws IOException {
        try (SessionClient client = house.open()) {
            client.raw().send(3, new ClientMessage.Ping(5, true));

            assertThat(client.next(3, ServerMessage.Pong.class).nonce()).isEqualTo(5);
        }
    }
}
