package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.Result;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.server.ports.targets.Target;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the connector does with every database. */
abstract class ConnectorContract {
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private JdbcConnector connector;
    private Target target;

    abstract TestDatabase database();

    /** Statements that make {@code customers(id generated, name not null, note)} and {@code payments(id, customer → customers cascade)}. */
    abstract List<String> schema();

    @BeforeEach
    final void start() {
        database().run(schema().toArray(String[]::new));
        target = database().target(Map.of("pool-size", "4"));
        connector = new JdbcConnector(database().credentials(), ForkJoinPool.commonPool());
    }

    @AfterEach
    final void leavesNothingBehind() {
        try {
            assertThat(connector.activeConnections(target)).isZero();
        } finally {
            connector.close();
        }
    }

    final JdbcConnector connector() {
        return connector;
    }

    final Target target() {
        return target;
    }

    final TargetLink open() {
        return connector.open(target, NEW_YORK);
    }

    final TestStatement statement(String text) {
        return new TestStatement(database().dialect(), text);
    }

    final Answer run(TargetLink link, String text) {
        return link.run(statement(text).permit(), RunOptions.PLAIN);
    }

    /** Runs a text and reads all its rows, or answers with its count as the one cell of one row. */
    final List<List<Value>> all(TargetLink link, TestStatement statement) {
        try (Answer answer = link.run(statement.permit(), RunOptions.PLAIN)) {
            return cells(answer.next().orElseThrow());
        }
    }

    final List<List<Value>> all(TargetLink link, String text) {
        return all(link, statement(text));
    }

    final Value one(TargetLink link, String text) {
        return all(link, text).get(0).get(0);
    }

    static List<List<Value>> cells(Result result) {
        return result.match(
                rows -> cells(rows.rows()),
                count -> List.of(List.of(new Value.Int64(count.rowsAffected()))),
                batch -> List.of(batch.counts().stream()
                        .map(count -> (Value) new Value.Int64(count))
                        .toList()));
    }

    static Rows rows(Answer answer) {
        if (answer.next().orElseThrow() instanceof Result.RowSet set) {
            return set.rows();
        }
        throw new AssertionError("rows were expected first");
    }

    static List<List<Value>> cells(Rows rows) {
        List<List<Value>> all = new ArrayList<>();
        TestSink sink = new TestSink();
        while (rows.next()) {
            List<Value> row = new ArrayList<>();
            for (int i = 0; i < rows.columns().size(); i++) {
                rows.read(i, sink);
                row.add(sink.take());
            }
            all.add(row);
        }
        return all;
    }

    static RunOptions options(ExecuteKind kind, KeyRequest keys, Duration timeout) {
        return new RunOptions(kind, List.of(), keys, 0, 0, 0, timeout, true);
    }

    static Value number(long number) {
        return new Value.Int64(number);
    }

    static Value text(String text) {
        return new Value.Text(text);
    }

    static String told(List<StateSetting> state, SessionSetting setting) {
        return state.stream()
                .filter(told -> told.setting() == setting)
                .map(StateSetting::value)
                .findFirst()
                .orElseThrow();
    }

    final int active() {
        return connector.activeConnections(target);
    }

    // --- running

    @Test
    void rowsOfAQueryWithParametersComeBack() {
        try (TargetLink link = open()) {
            all(
                    link,
                    statement("INSERT INTO customers(name, note) VALUES (?, ?)").row(text("Ann"), new Value.Null()));
            all(
                    link,
                    statement("INSERT INTO customers(name, note) VALUES (?, ?)").row(text("Bob"), text("vip")));

            List<List<Value>> rows = all(
                    link,
                    statement("SELECT name, note FROM customers WHERE name > ? ORDER BY name")
                            .row(text("A")));

            assertThat(rows).containsExactly(List.of(text("Ann"), new Value.Null()), List.of(text("Bob"), text("vip")));
        }
    }

    @Test
    void theCountOfAnUpdateComesBack() {
        try (TargetLink link = open()) {
            all(link, "INSERT INTO customers(name) VALUES ('Ann'), ('Bob')");

            assertThat(one(link, "UPDATE customers SET note = 'x'")).isEqualTo(number(2));
        }
    }

    @Test
    void generatedKeysComeAfterTheCount() {
        try (TargetLink link = open();
                Answer answer = link.run(
                        statement("INSERT INTO customers(name) VALUES ('Ann')").permit(),
                        options(ExecuteKind.UPDATE, KeyRequest.ANY, Duration.ZERO))) {
            assertThat(answer.next()).contains(new Result.Count(1));
            Result keys = answer.next().orElseThrow();

            assertThat(keys)
                    .isInstanceOfSatisfying(
                            Result.RowSet.class, rows -> assertThat(rows.kind()).isEqualTo(RowsKind.GENERATED_KEYS));
            assertThat(cells(keys)).hasSize(1);
            assertThat(answer.next()).isEmpty();
        }
    }

    @Test
    void batchesAnswerWithOneCountPerRow() {
        try (TargetLink link = open()) {
            TestStatement insert = statement("INSERT INTO customers(name) VALUES (?)")
                    .row(text("Ann"))
                    .row(text("Bob"))
                    .row(text("Cid"));
            try (Answer answer =
                    link.run(insert.permit(), options(ExecuteKind.BATCH, KeyRequest.NONE, Duration.ZERO))) {
                assertThat(answer.next())
                        .isPresent()
                        .get()
                        .isInstanceOfSatisfying(
                                Result.Batch.class,
                                batch -> assertThat(batch.counts()).hasSize(3));
                assertThat(answer.next()).isEmpty();
            }

            assertThat(one(link, "SELECT count(*) FROM customers")).isEqualTo(number(3));
        }
    }

    @Test
    void columnsNameTheirBaseTable() {
        try (TargetLink link = open();
                Answer answer = run(link, "SELECT name AS who FROM customers")) {
            Result result = answer.next().orElseThrow();

            assertThat(result).isInstanceOfSatisfying(Result.RowSet.class, set -> {
                assertThat(set.rows().columns().get(0).label()).isEqualToIgnoringCase("who");
                assertThat(set.rows().columns().get(0).name()).isEqualToIgnoringCase("name");
                assertThat(set.rows().columns().get(0).table()).isEqualToIgnoringCase("customers");
            });
        }
    }

    @Test
    void valuesComeBackAsTheyWentIn() {
        try (TargetLink link = open()) {
            TestStatement insert = statement(
                            "INSERT INTO things(i, l, d, t, b, born, stamp) VALUES (?, ?, ?, ?, ?, ?, ?)")
                    .row(
                            number(-7),
                            number(Long.MIN_VALUE),
                            new Value.Decimal(new BigDecimal("12.3400")),
                            text("zoë 😀 'x' \\ ?"),
                            new Value.Bytes(new byte[] {0, -1, 39, 92}),
                            new Value.Date(LocalDate.of(1582, 10, 14)),
                            new Value.Timestamp(LocalDateTime.of(2024, 3, 10, 2, 30, 5, 123_456_000)));
            all(link, insert);

            assertThat(all(link, "SELECT i, l, d, t, b, born, stamp FROM things"))
                    .containsExactly(insert.permit().statement().rows().get(0).stream()
                            .map(Parameter::value)
                            .toList());
        }
    }

    @Test
    void nullsOfEveryDeclaredTypeAreTaken() {
        try (TargetLink link = open()) {
            all(
                    link,
                    statement("INSERT INTO things(i, l, d, t, b, born, stamp) VALUES (?, ?, ?, ?, ?, ?, ?)")
                            .row(
                                    new Parameter(new Value.Null(), java.sql.Types.INTEGER, ""),
                                    new Parameter(new Value.Null(), java.sql.Types.BIGINT, ""),
                                    new Parameter(new Value.Null(), java.sql.Types.NUMERIC, ""),
                                    new Parameter(new Value.Null(), java.sql.Types.VARCHAR, ""),
                                    new Parameter(new Value.Null(), java.sql.Types.VARBINARY, ""),
                                    new Parameter(new Value.Null(), java.sql.Types.DATE, ""),
                                    Parameter.of(new Value.Null())));

            assertThat(all(link, "SELECT i, l, d, t, b, born, stamp FROM things")
                            .get(0))
                    .containsOnly(new Value.Null());
        }
    }

    /** {@code setTimestamp}: for a column without a zone it is the wall clock that counts, whatever zone it was read in. */
    @Test
    void wallClocksKeepTheirFields() {
        LocalDateTime wall = LocalDateTime.of(2024, 7, 2, 23, 59, 58, 120_000_000);
        try (TargetLink link = open()) {
            all(
                    link,
                    statement("INSERT INTO things(stamp, born) VALUES (?, ?)")
                            .row(
                                    new Parameter(new Value.WallClock(wall, NEW_YORK), java.sql.Types.TIMESTAMP, ""),
                                    new Parameter(
                                            new Value.WallClock(
                                                    wall.toLocalDate().atStartOfDay(), BERLIN),
                                            java.sql.Types.DATE,
                                            "")));

            assertThat(all(link, "SELECT stamp, born FROM things"))
                    .containsExactly(List.of(new Value.Timestamp(wall), new Value.Date(wall.toLocalDate())));
        }
    }

    @Test
    void rowCapAnswersOneRowMoreSoThatTheCutShows() {
        try (TargetLink link = open();
                Answer answer = link.run(
                        statement(database().series().formatted(100)).permit(),
                        new RunOptions(ExecuteKind.QUERY, List.of(), KeyRequest.NONE, 0, 7, 0, Duration.ZERO, true))) {
            assertThat(cells(answer.next().orElseThrow())).hasSize(7);
        }
    }

    @Test
    void manyRowsPassInOrder() {
        try (TargetLink link = open();
                Answer answer = run(link, database().series().formatted(20_000))) {
            List<List<Value>> rows = cells(answer.next().orElseThrow());

            assertThat(rows).hasSize(20_000);
            assertThat(rows.get(19_999)).containsExactly(number(20_000));
        }
    }

    @Test
    void rowsLeftUnreadDoNotDisturbTheNextStatement() {
        try (TargetLink link = open()) {
            for (int i = 0; i < 5; i++) {
                try (Answer answer = run(link, database().series().formatted(20_000))) {
                    answer.next().orElseThrow().match(rows -> rows.rows().next(), count -> false, batch -> false);
                }

                assertThat(one(link, "SELECT 41 + 1")).isEqualTo(number(42));
            }
        }
    }

    // --- the hold on a connection

    @Test
    void noConnectionIsHeldWhenNothingLivesOnIt() {
        try (TargetLink link = open()) {
            assertThat(active()).isZero();
            one(link, "SELECT 1");

            assertThat(active()).isZero();
        }
    }

    @Test
    void aTransactionHoldsItsConnectionUntilItEnds() {
        try (TargetLink link = open()) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            assertThat(active()).isZero();

            all(link, "INSERT INTO customers(name) VALUES ('Ann')");
            assertThat(active()).isOne();
            assertThat(told(link.state(), SessionSetting.TRANSACTION)).isEqualTo("OPEN");

            link.commit();
            assertThat(active()).isZero();
            assertThat(told(link.state(), SessionSetting.TRANSACTION)).isEqualTo("IDLE");
        }
    }

    @Test
    void whatIsNotCommittedIsNotSeenAndGoesWithTheLink() {
        try (TargetLink other = open()) {
            try (TargetLink link = open()) {
                link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
                all(link, "INSERT INTO customers(name) VALUES ('Ann')");

                assertThat(one(other, "SELECT count(*) FROM customers")).isEqualTo(number(0));
            }

            assertThat(one(other, "SELECT count(*) FROM customers")).isEqualTo(number(0));
        }
    }

    @Test
    void savepointsUndoWhatCameAfterThem() {
        try (TargetLink link = open()) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            all(link, "INSERT INTO customers(name) VALUES ('Ann')");
            String savepoint = link.savepoint("");
            all(link, "INSERT INTO customers(name) VALUES ('Bob')");
            link.rollbackTo(savepoint);
            String named = link.savepoint("second");
            link.release(named);
            link.commit();

            assertThat(all(link, "SELECT name FROM customers")).containsExactly(List.of(text("Ann")));
            link.rollback();
        }
    }

    @Test
    void aTransactionOpenedByTextIsTracked() {
        try (TargetLink link = open()) {
            all(link, "BEGIN");
            all(link, "INSERT INTO customers(name) VALUES ('Ann')");
            assertThat(active()).isOne();

            all(link, "ROLLBACK");

            assertThat(active()).isZero();
            assertThat(one(link, "SELECT count(*) FROM customers")).isEqualTo(number(0));
        }
    }

    @Test
    void aSettingOfOneSessionIsNotMetByTheNext() {
        String before;
        try (TargetLink link = open()) {
            before = isolation(link);
            link.apply(List.of(new StateSetting(
                    SessionSetting.ISOLATION, Integer.toString(java.sql.Connection.TRANSACTION_SERIALIZABLE))));
            one(link, "SELECT 1");
            assertThat(isolation(link)).isNotEqualTo(before);
        }

        try (TargetLink link = open()) {
            one(link, "SELECT 1");
            assertThat(isolation(link)).isEqualTo(before);
        }
    }

    private static String isolation(TargetLink link) {
        return told(link.state(), SessionSetting.ISOLATION);
    }

    @Test
    void aTemporaryTableHoldsItsConnectionAndIsNotMetByTheNextSession() {
        try (TargetLink link = open()) {
            all(link, temporaryTable("draft"));
            assertThat(active()).isOne();
            assertThat(one(link, "SELECT count(*) FROM draft")).isEqualTo(number(0));
        }

        try (TargetLink link = open()) {
            assertThatThrownBy(() -> one(link, "SELECT count(*) FROM draft")).isInstanceOf(TargetException.class);
        }
    }

    String temporaryTable(String name) {
        return "CREATE TEMPORARY TABLE " + name + "(id INT)";
    }

    @Test
    void anUnknownFunctionHoldsItsConnectionToTheEnd() {
        try (TargetLink link = open()) {
            all(link, statement("SELECT 1").calling("public.theirs", FunctionUse.Purity.UNKNOWN));

            assertThat(active()).isOne();
        }
    }

    /** Else a session would be told of what another has inserted. */
    @Test
    void askingForWhatAConnectionRememberedIsRefusedOnceItIsGivenBack() {
        try (TargetLink link = open()) {
            TestStatement recall = statement("SELECT 1").calling("LAST_INSERT_ID", FunctionUse.Purity.VOLATILE);

            assertThatThrownBy(() -> all(link, recall))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("pinning");

            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            all(link, "INSERT INTO customers(name) VALUES ('Ann')");
            assertThat(all(link, recall)).hasSize(1);
        }
    }

    @Test
    void whenAllConnectionsAreInUseTheNextWaitsAndIsTold() {
        target = database().target(Map.of("pool-size", "1", "pool-wait", "300ms"));
        try (TargetLink holder = open();
                TargetLink other = open()) {
            holder.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            all(holder, "INSERT INTO customers(name) VALUES ('Ann')");

            TargetException refusal = catchThrowableOfType(TargetException.class, () -> one(other, "SELECT 1"));
            assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(refusal.report().effect()).isEqualTo(Effect.NOT_SENT);

            holder.rollback();
            assertThat(one(other, "SELECT 1")).isEqualTo(number(1));
        }
    }

    // --- failures

    @Test
    void whatTheDatabaseSaysOfADuplicateComesThrough() {
        try (TargetLink link = open()) {
            all(link, "INSERT INTO customers(id, name) VALUES (7, 'Ann')");

            TargetException failure = catchThrowableOfType(
                    TargetException.class, () -> all(link, "INSERT INTO customers(id, name) VALUES (7, 'Bob')"));

            assertThat(failure.code()).isEqualTo(ErrorCode.TARGET_FAILED);
            assertThat(failure.report().sqlState()).isIn("23505", "23000");
            assertThat(failure.report().effect()).isEqualTo(Effect.ROLLED_BACK);
            assertThat(one(link, "SELECT count(*) FROM customers")).isEqualTo(number(1));
        }
    }

    @Test
    void aMistakeInTheTextLeavesTheLinkUsable() {
        try (TargetLink link = open()) {
            assertThatThrownBy(() -> all(link, "SELECT nothing FROM nowhere")).isInstanceOf(TargetException.class);

            assertThat(one(link, "SELECT 1")).isEqualTo(number(1));
            assertThat(active()).isZero();
        }
    }

    @Test
    void aFailureInsideATransactionCanBeRolledBack() {
        try (TargetLink link = open()) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            all(link, "INSERT INTO customers(name) VALUES ('Ann')");
            assertThatThrownBy(() -> all(link, "INSERT INTO customers(name) VALUES (NULL)"))
                    .isInstanceOf(TargetException.class);
            link.rollback();

            assertThat(one(link, "SELECT count(*) FROM customers")).isEqualTo(number(0));
            link.rollback();
        }
    }

    @Test
    void aStatementOverItsTimeIsStoppedAndTheLinkGoesOn() {
        try (TargetLink link = open()) {
            TargetException failure = catchThrowableOfType(TargetException.class, () -> {
                try (Answer answer = link.run(
                        statement(database().sleep().formatted(30)).permit(),
                        options(ExecuteKind.QUERY, KeyRequest.NONE, Duration.ofSeconds(1)))) {
                    cells(answer.next().orElseThrow());
                }
            });

            assertThat(failure.code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(one(link, "SELECT 1")).isEqualTo(number(1));
        }
    }

    @Test
    void aCancelStopsWhatRuns() throws InterruptedException {
        try (TargetLink link = open()) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicReference<ErrorCode> failure = new AtomicReference<>(ErrorCode.INTERNAL);
            Thread worker = new Thread(() -> {
                begun.countDown();
                failure.set(catchThrowableOfType(
                                TargetException.class,
                                () -> one(link, database().sleep().formatted(60)))
                        .code());
            });
            worker.start();
            begun.await();
            while (worker.isAlive()) {
                link.cancel(); // does nothing until the statement runs
                worker.join(20);
            }

            assertThat(failure).hasValue(ErrorCode.CANCELLED);
            assertThat(one(link, "SELECT 1")).isEqualTo(number(1));
        }
    }

    /** Cancels are fired all the time; only statements that are cancelled may fail, and never the one after. */
    @Test
    void aCancelNeverHitsTheNextStatement() throws InterruptedException {
        int rounds = 60;
        try (TargetLink link = open()) {
            for (int i = 0; i < rounds; i++) {
                CountDownLatch ready = new CountDownLatch(1);
                Thread canceller = new Thread(() -> {
                    ready.countDown();
                    link.cancel();
                });
                canceller.start();
                ready.await();
                try {
                    one(link, "SELECT 1");
                } catch (TargetException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
                }
                canceller.join(10_000);
                assertThat(canceller.isAlive()).isFalse();

                assertThat(one(link, "SELECT 2")).as("round %d", i).isEqualTo(number(2));
            }
        }
    }

    @Test
    void cancellingWhenNothingRunsDoesNothing() {
        try (TargetLink link = open()) {
            link.cancel();
            assertThat(one(link, "SELECT 1")).isEqualTo(number(1));
            link.cancel();
            assertThat(one(link, "SELECT 2")).isEqualTo(number(2));
        }
    }

    @Test
    void aTargetThatIsDownIsReportedWithoutNamingIt() {
        Target down = new Target(target.name(), "jdbc", unreachable(), "env:ORDERS_DB", Map.of("pool-wait", "20s"));
        try (JdbcConnector other = new JdbcConnector(database().credentials(), ForkJoinPool.commonPool())) {
            TargetException failure = catchThrowableOfType(TargetException.class, () -> other.open(down, NEW_YORK));

            assertThat(failure.code()).isEqualTo(ErrorCode.TARGET_UNAVAILABLE);
            assertThat(failure.report().effect()).isEqualTo(Effect.NOT_SENT);
            assertThat(failure)
                    .hasMessageContaining("orders")
                    .message()
                    .doesNotContain(
                            "127.0.0.1", "localhost", "jdbc:", database().user());
        }
    }

    /** The database's URL at a port where nothing listens. */
    abstract String unreachable();

    /** Ends the connection that the link has, from outside. */
    abstract void kill(TargetLink link);

    @Test
    void aConnectionKilledInATransactionBreaksTheLinkAndNothingElse() {
        try (TargetLink link = open();
                TargetLink other = open()) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            all(link, "INSERT INTO customers(name) VALUES ('Ann')");
            kill(link);

            TargetException failure = catchThrowableOfType(
                    TargetException.class, () -> all(link, "INSERT INTO customers(name) VALUES ('Bob')"));
            assertThat(failure.code()).isEqualTo(ErrorCode.TARGET_LOST);
            // H2 looks at the text before it runs it, and so meets the dead connection earlier
            assertThat(failure.report().effect()).isIn(Effect.SENT_UNKNOWN, Effect.NOT_SENT);

            TargetException again = catchThrowableOfType(TargetException.class, () -> one(link, "SELECT 1"));
            assertThat(again.code()).isEqualTo(ErrorCode.TARGET_LOST);
            assertThat(again.report().effect()).isEqualTo(Effect.NOT_SENT);
            assertThat(link.alive(Duration.ofSeconds(1))).isFalse();
            assertThat(one(other, "SELECT count(*) FROM customers")).isEqualTo(number(0));
            assertThat(active()).isZero();
        }
    }

    @Test
    void aBatchThatFailsTellsWhatItDid() {
        try (TargetLink link = open()) {
            TestStatement insert = statement("INSERT INTO customers(id, name) VALUES (?, ?)")
                    .row(number(1), text("Ann"))
                    .row(number(1), text("Bob"))
                    .row(number(2), text("Cid"));
            TargetException failure = catchThrowableOfType(
                    TargetException.class,
                    () -> link.run(insert.permit(), options(ExecuteKind.BATCH, KeyRequest.NONE, Duration.ZERO)));
            Value kept = one(link, "SELECT count(*) FROM customers");

            assertThat(failure.report().kind()).isEqualTo("BatchUpdateException");
            assertThat(failure.report().batchCounts()).isNotEmpty();
            assertThat(failure.report().effect())
                    .isEqualTo(kept.equals(number(0)) ? Effect.ROLLED_BACK : Effect.APPLIED);
        }
    }

    // --- what is known of the target

    @Test
    void theProfileNamesTheProductAndNeitherHostNorUser() {
        Map<String, String> facts = connector.profile(target).facts().byMethod();

        assertThat(facts.get("getDriverName")).endsWith(" (hoop)");
        assertThat(facts.get("getURL")).matches("jdbc:[a-z0-9]+://");
        assertThat(facts).doesNotContainKeys("getUserName", "getConnection");
        assertThat(facts.get("getDatabaseProductName")).isNotBlank();
        assertThat(facts.get("supportsResultSetType(1003)")).isEqualTo("true");
        assertThat(facts).hasSizeGreaterThan(140);
        assertThat(facts.values()).noneMatch(answer -> answer.contains("localhost") || answer.contains("127.0.0.1"));
    }

    @Test
    void metadataCallsAnswerWithRows() {
        try (TargetLink link = open()) {
            List<Value> arguments = List.of(new Value.Null(), new Value.Null(), text("%"), new Value.Null());
            try (Rows tables = link.metadata("getTables", arguments)) {
                assertThat(cells(tables))
                        .anyMatch(row -> row.get(2) instanceof Value.Text name
                                && name.value().equalsIgnoreCase("customers"));
            }

            assertThat(active()).isZero();
        }
    }

    @Test
    void onlyMethodsThatAnswerWithRowsCanBeCalled() {
        try (TargetLink link = open()) {
            assertThatThrownBy(() -> link.metadata("getConnection", List.of())).isInstanceOf(TargetException.class);
            assertThatThrownBy(() -> link.metadata("getURL", List.of())).isInstanceOf(TargetException.class);
            assertThatThrownBy(() -> link.metadata("getTables", List.of(number(1), number(2), number(3), number(4))))
                    .isInstanceOf(TargetException.class);
        }
    }

    @Test
    void aTextIsDescribedWithoutRunning() {
        try (TargetLink link = open()) {
            var description = link.describe(
                    statement("SELECT name FROM customers WHERE id = ?").permit());

            assertThat(description.parameters()).hasSize(1);
            assertThat(description.columns()).hasSize(1);
            assertThat(active()).isZero();
        }
    }

    @Test
    void theCatalogueKnowsTablesViewsColumnsAndCascades() {
        database().run("CREATE VIEW vips AS SELECT id, name FROM customers WHERE note = 'vip'");
        var catalogue = connector.catalogue(target);

        var customers = Objects.requireNonNull(find("customers"));
        assertThat(customers.columns())
                .extracting(column -> column.name().toLowerCase(java.util.Locale.ROOT))
                .containsExactly("id", "name", "note");
        assertThat(customers.columns().get(1).nullable()).isFalse();
        assertThat(customers.cascades())
                .extracting(name -> name.name().toLowerCase(java.util.Locale.ROOT))
                .containsExactly("payments");
        assertThat(find("vips").definition()).isPresent();
        assertThat(catalogue.dialect()).isEqualTo(database().dialect());
    }

    @Test
    void theCatalogueIsReadAfreshOnceItIsForgotten() {
        connector.catalogue(target);
        database().run("CREATE TABLE later(id INT)");
        connector.forget(target);

        assertThat(find("later").columns()).hasSize(1);
    }

    @Test
    void theCatalogueStaysTheSameObjectWhileNothingIsDefinedOtherwise() {
        database().run("CREATE TABLE kept_as_it_is(id INT)");
        connector.forget(target);
        var before = connector.catalogue(target);

        database().run("INSERT INTO kept_as_it_is VALUES (1)");
        assertThat(connector.catalogueNow(target)).isSameAs(before);

        database().run("ALTER TABLE kept_as_it_is ADD COLUMN name VARCHAR(20)");
        assertThat(connector.catalogueNow(target)).isNotSameAs(before);
        assertThat(find("kept_as_it_is").columns()).hasSize(2);
    }

    final dev.hoop.gateway.engine.sql.Relation find(String name) {
        for (var relation : connector.catalogue(target).relations()) {
            if (relation.name().name().equalsIgnoreCase(name)
                    && connector
                            .profile(target)
                            .settings()
                            .searchPath()
                            .contains(relation.name().schema())) {
                return relation;
            }
        }
        throw new AssertionError("no relation " + name);
    }

    @Test
    void theLinkIsAliveWhileTheTargetIs() {
        try (TargetLink link = open()) {
            assertThat(link.alive(Duration.ofSeconds(5))).isTrue();
        }
    }
}
