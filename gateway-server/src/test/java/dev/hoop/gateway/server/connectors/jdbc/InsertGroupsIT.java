package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.server.fixture.PostgresServer;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of inserts in groups and as they were given, on a real PostgreSQL: nobody can tell the difference. */
final class InsertGroupsIT {
    private static final int ROWS = 300;
    private static final RunOptions BATCH =
            new RunOptions(ExecuteKind.BATCH, List.of(), KeyRequest.NONE, 0, 0, 0, Duration.ZERO, true);

    private static PostgresServer server;
    private static TestDatabase database;
    private static JdbcConnector connector;

    @BeforeAll
    static void open() {
        server = PostgresServer.shared();
        database = new TestDatabase(Dialect.POSTGRESQL, server.url(), server.user(), server.password(), "", "");
        connector = new JdbcConnector(database.credentials(), ForkJoinPool.commonPool());
    }

    @BeforeEach
    void prepare() {
        database.run(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE told(n INT)",
                "CREATE FUNCTION tells() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO told VALUES (1); RETURN NEW; END'",
                "CREATE FUNCTION skips() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN IF NEW.id % 3 = 0 THEN RETURN NULL; END IF; RETURN NEW; END'",
                "CREATE FUNCTION others() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM told'",
                "CREATE TABLE t(id INT, other INT, note TEXT DEFAULT 'none')");
    }

    @AfterAll
    static void close() {
        connector.close();
    }

    @Test
    void rowsOfAPlainTableArriveInGroups() {
        database.run("ALTER TABLE t ADD at TIMESTAMPTZ DEFAULT statement_timestamp()");

        String outcome = outcome("true", "INSERT INTO t(id) VALUES (?)", i -> new Value[] {number(i)}, 1_000, true);

        assertThat(outcome).startsWith("[[1, 1, 1,");
        assertThat(asked("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM t"))
                .isEqualTo("1000,1000,0,999;");
        assertThat(Integer.parseInt(
                        asked("SELECT count(DISTINCT cmin::text) FROM t").replace(";", "")))
                .as("statements")
                .isLessThan(20);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    plain                              |                                                                              | INSERT INTO t(id, other) VALUES (?, ?)
                    no list of columns                 |                                                                              | INSERT INTO t VALUES (?, ?, DEFAULT)
                    casts                              |                                                                              | insert into "t" ("id", other) values (?::int, ? :: bigint);
                    with its schema                    |                                                                              | INSERT INTO public.t (id, other, note) VALUES (?, ?, NULL)
                    a literal                          |                                                                              | INSERT INTO t(id, other, note) VALUES (?, ?, 'x')
                    computed                           |                                                                              | INSERT INTO t(id, other) VALUES (?, ? + (SELECT count(*) FROM t))
                    a comment                          |                                                                              | INSERT INTO t(id, other) VALUES (?, ?) -- VALUES (?, ?)
                    a union                            |                                                                              | INSERT INTO t(id, other) SELECT id, other FROM t UNION VALUES (?, ?)
                    on conflict                        | ALTER TABLE t ADD PRIMARY KEY (other)                                        | INSERT INTO t(id, other) VALUES (?, ?) ON CONFLICT DO NOTHING
                    a key that is there twice          | ALTER TABLE t ADD UNIQUE (other)                                             | INSERT INTO t(id, other) VALUES (?, ?)
                    a check that fails                 | ALTER TABLE t ADD CHECK (id < 250)                                           | INSERT INTO t(id, other) VALUES (?, ?)
                    a check that fails at the commit   | ALTER TABLE t ADD UNIQUE (other) DEFERRABLE INITIALLY DEFERRED               | INSERT INTO t(id, other) VALUES (?, ?)
                    a value that is too large          | ALTER TABLE t ALTER id TYPE SMALLINT, ALTER other TYPE NUMERIC(2)            | INSERT INTO t(id, other) VALUES (?, ?)
                    no such column                     |                                                                              | INSERT INTO t(id, others) VALUES (?, ?)
                    no such table                      |                                                                              | INSERT INTO u(id, other) VALUES (?, ?)
                    a trigger of each row              | CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tells()    | INSERT INTO t(id, other) VALUES (?, ?)
                    a trigger of each statement        | CREATE TRIGGER s AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION tells() | INSERT INTO t(id, other) VALUES (?, ?)
                    a trigger that leaves rows out     | CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION skips()    | INSERT INTO t(id, other) VALUES (?, ?)
                    a rule                             | CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO told VALUES (1)          | INSERT INTO t(id, other) VALUES (?, ?)
                    a rule that does nothing           | CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING                           | INSERT INTO t(id, other) VALUES (?, ?)
                    a reference to itself              | ALTER TABLE t ADD PRIMARY KEY (id), ADD FOREIGN KEY (other) REFERENCES t(id) | INSERT INTO t(other, id) VALUES (?, ?)
                    a function in a default            | ALTER TABLE t ALTER note SET DEFAULT others()::text                          | INSERT INTO t(id, other) VALUES (?, ?)
                    a function in a check              | ALTER TABLE t ADD CHECK (others() < 5)                                       | INSERT INTO t(id, other) VALUES (?, ?)
                    a view                             | CREATE VIEW u AS SELECT * FROM t                                             | INSERT INTO u(id, other) VALUES (?, ?)
                    partitions                         | CREATE TABLE u(id INT, other INT) PARTITION BY HASH (id)                     | INSERT INTO u(id, other) VALUES (?, ?)
                    """)
    void whatCanBeSeenIsTheSame(String name, String before, String insert) {
        if (before != null) {
            database.run(before);
        }
        for (boolean alone : new boolean[] {true, false}) {
            IntFunction<Value[]> values = i -> new Value[] {number(i), number(i == 273 ? 7 : i)};

            String given = outcome("false", insert, values, ROWS, alone);
            String grouped = outcome("true", insert, values, ROWS, alone);

            assertThat(grouped).as("autocommit %s", alone).isEqualTo(given);
        }
    }

    /** What the table is like is asked once for batches that follow each other, and anew after anything else. */
    @Test
    void theTableIsLookedAtAgainAfterAnythingElse() {
        try (TargetLink link = connector.open(database.target(Map.of()), ZoneId.of("UTC"))) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            told(link, many(), BATCH);
            told(link, many(), BATCH);
            told(
                    link,
                    new TestStatement(
                            Dialect.POSTGRESQL,
                            "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION skips()"),
                    RunOptions.PLAIN);
            assertThat(told(link, many(), BATCH)).startsWith("[0, 1, 1, 0, 1, 1");
            link.rollback();
            database.run("CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION skips()");
            assertThat(told(link, many(), BATCH)).startsWith("[0, 1, 1, 0, 1, 1");
            link.rollback();
            database.run("DROP TRIGGER r ON t");
            told(link, many(), BATCH);
            String set = link.savepoint("");
            told(link, many(), BATCH);
            link.rollbackTo(set);
            told(link, many(), BATCH);
            link.commit();
        }
        assertThat(asked("SELECT count(*), count(DISTINCT cmin::text) < 20 FROM t"))
                .isEqualTo("600,t;");
    }

    /** In auto-commit a text may begin a transaction, which is the caller's to end. */
    @Test
    void aTransactionThatATextHasBegunGoesOn() {
        try (TargetLink link = connector.open(database.target(Map.of()), ZoneId.of("UTC"))) {
            told(link, new TestStatement(Dialect.POSTGRESQL, "BEGIN"), RunOptions.PLAIN);
            told(link, new TestStatement(Dialect.POSTGRESQL, "INSERT INTO t(id) VALUES (7)"), RunOptions.PLAIN);
            assertThat(told(link, many(), BATCH)).startsWith("[1, 1, 1");
            assertThat(asked("SELECT count(*) FROM t")).isEqualTo("0;");
            told(link, new TestStatement(Dialect.POSTGRESQL, "ROLLBACK"), RunOptions.PLAIN);
        }
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo("0;");
    }

    /** Whoever has inserted holds a lock that keeps others from changing the table. */
    @Test
    void nobodyChangesTheTableBetweenBatches() throws Exception {
        try (TargetLink link = connector.open(database.target(Map.of()), ZoneId.of("UTC"));
                Connection other = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement change = other.createStatement()) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
            told(link, many(), BATCH);
            change.execute("SET lock_timeout = '300ms'");
            for (String text : List.of(
                    "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION skips()",
                    "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING",
                    "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                    "ALTER TABLE t ALTER note TYPE varchar(3)",
                    "ALTER TABLE t ADD CHECK (others() < 5)",
                    "ALTER TABLE t RENAME TO u")) {
                assertThatThrownBy(() -> change.execute(text)).as(text).hasMessageContaining("lock timeout");
            }
            assertThat(told(link, many(), BATCH)).startsWith("[1, 1, 1");
            link.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCancelLeavesNothingAndTheConnectionAsItWas(boolean alone) throws Exception {
        try (TargetLink link = connector.open(database.target(Map.of()), ZoneId.of("UTC"));
                Connection other = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement lock = other.createStatement()) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, Boolean.toString(alone))));
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");

            CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> told(link, many(), BATCH));
            while (!asked("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("1;")) {
                assertThat(running).isNotDone();
            }
            link.cancel();

            assertThat(running.get(30, TimeUnit.SECONDS))
                    .startsWith("CANCELLED")
                    .contains("ROLLED_BACK");
            other.rollback();
            if (!alone) {
                link.rollback();
            }
            assertThat(told(
                            link,
                            new TestStatement(Dialect.POSTGRESQL, "INSERT INTO t(id) VALUES (7)"),
                            RunOptions.PLAIN))
                    .isEqualTo("[1]");
            assertThat(asked("SELECT id FROM t")).isEqualTo(alone ? "7;" : "");
        }
    }

    @Test
    void aConnectionThatIsLostLeavesTheOutcomeUnknown() throws Exception {
        try (TargetLink link = connector.open(database.target(Map.of()), ZoneId.of("UTC"));
                Connection other = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");

            CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> told(link, many(), BATCH));
            while (asked("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")
                    .isEmpty()) {
                assertThat(running).isNotDone();
            }

            assertThat(running.get(30, TimeUnit.SECONDS))
                    .startsWith("TARGET_LOST")
                    .contains("SENT_UNKNOWN");
        }
    }

    private static TestStatement many() {
        TestStatement insert = new TestStatement(Dialect.POSTGRESQL, "INSERT INTO t(id) VALUES (?)");
        for (int i = 0; i < ROWS; i++) {
            insert.row(number(i));
        }
        return insert;
    }

    /** What the caller is told, what a next statement of the same transaction answers, and what stands afterwards. */
    private String outcome(String grouped, String insert, IntFunction<Value[]> values, int rows, boolean alone) {
        database.run("TRUNCATE t, told");
        TestStatement batch = new TestStatement(Dialect.POSTGRESQL, insert);
        for (int i = 0; i < rows; i++) {
            batch.row(values.apply(i));
        }
        List<String> seen = new ArrayList<>();
        try (TargetLink link =
                connector.open(database.target(Map.of("group-inserts", grouped)), ZoneId.of("America/New_York"))) {
            link.apply(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, Boolean.toString(alone))));
            seen.add(told(link, batch, BATCH));
            seen.add(told(link, new TestStatement(Dialect.POSTGRESQL, "SELECT count(*) FROM t"), RunOptions.PLAIN));
            if (!alone) {
                try {
                    link.commit();
                } catch (TargetException e) {
                    seen.add(described(e));
                }
            }
        }
        return seen + asked("SELECT id, other, note FROM t ORDER BY 1, 2, 3") + asked("SELECT count(*) FROM told");
    }

    private static String told(TargetLink link, TestStatement statement, RunOptions options) {
        try (Answer answer = link.run(statement.permit(), options)) {
            return ConnectorContract.cells(answer.next().orElseThrow()).get(0).stream()
                    .map(value -> Long.toString(((Value.Int64) value).value()))
                    .toList()
                    .toString();
        } catch (TargetException e) {
            return described(e);
        }
    }

    private static String described(TargetException e) {
        return e.code() + " " + e.report().kind() + " " + e.report().batchCounts() + " "
                + e.report().effect() + " " + e.getMessage();
    }

    private static Value number(long number) {
        return new Value.Int64(number);
    }

    private String asked(String query) {
        StringBuilder found = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    found.append(i == 1 ? "" : ",").append(row.getString(i));
                }
                found.append(';');
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return found.toString();
    }
}
