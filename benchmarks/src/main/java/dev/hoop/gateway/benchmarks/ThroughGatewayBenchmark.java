package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.server.assembly.Gateway;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An application's statements on a real PostgreSQL, with the database's own driver and through a gateway that masks two columns, keeps the
 * trail and records the session. Client and gateway share a JVM and two cores, so the gateway's own work counts in full.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dlogback.configurationFile=dev/hoop/gateway/server/logging.xml")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ThroughGatewayBenchmark {
    private static final int CUSTOMERS = 100_000;

    /** Which way. */
    @Param({"direct", "hoop"})
    public String way = "";

    private final EmbeddedPostgres database = database();
    private final Gateway gateway = gateway();

    private static EmbeddedPostgres database() {
        try {
            EmbeddedPostgres made =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            try (Connection connection = made.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table customer (id bigint primary key, name varchar(40), email varchar(60), ssn varchar(11),"
                                + " country varchar(2), city varchar(40), street varchar(40), created timestamp, balance numeric(12,2))");
                statement.execute(
                        "insert into customer select i, 'Name ' || i, 'n' || i || '@example.org', '078-05-1120', 'DE', 'City',"
                                + " 'Street ' || i, now(), i * 1.5 from generate_series(1, " + CUSTOMERS + ") i");
                statement.execute("create table upd (id bigint primary key, n bigint)");
                statement.execute("insert into upd select i, 0 from generate_series(1, 1000) i");
                statement.execute("analyze");
            }
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Gateway gateway() {
        try {
            Path secret = Files.createTempFile("benchmark", ".secret");
            Files.writeString(secret, "postgres:postgres");
            secret.toFile().deleteOnExit();
            return Gateway.builder()
                    .policyText("""
                            version: 1
                            targets:
                              shop: { type: jdbc, url: "jdbc:postgresql://localhost:%d/postgres", credential: "file:%s" }
                            protected:
                              - { class: pii.ssn, columns: ["shop.public.customer.ssn"], mask: { keep-last: 4 } }
                              - { class: pii.email, columns: ["shop.public.customer.email"], mask: email }
                            grants:
                              - { name: support, who: { groups: [support] }, target: shop, allow: [select, update] }
                            """.formatted(database.getPort(), secret))
                    .data(Files.createTempDirectory("benchmark"))
                    .start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Connection open() throws SQLException {
        return way.equals("direct")
                ? DriverManager.getConnection(database.getJdbcUrl("postgres", "postgres"))
                : DriverManager.getConnection(gateway.url("shop"), "sue", gateway.issueToken("sue", "support"));
    }

    /** Ends both. */
    @TearDown
    public void close() throws IOException {
        gateway.close();
        database.close();
    }

    /** One thread's connection. */
    @State(Scope.Thread)
    public static class Client {
        private Connection connection;
        private PreparedStatement point;
        private PreparedStatement page;
        private PreparedStatement update;

        /** Connects. */
        @Setup(Level.Trial)
        public void connect(ThroughGatewayBenchmark shared) throws SQLException {
            connection = shared.open();
            point = connection.prepareStatement("select * from customer where id = ?");
            page = connection.prepareStatement("select * from customer where id between ? and ?");
            update = connection.prepareStatement("update upd set n = n + 1 where id = ?");
        }

        /** Leaves. */
        @TearDown(Level.Trial)
        public void leave() throws SQLException {
            connection.close();
        }
    }

    /** One row by its key, all nine columns read. */
    @Benchmark
    public int pointSelect(Client client) throws SQLException {
        client.point.setLong(1, key(CUSTOMERS));
        return read(client.point);
    }

    /** A hundred rows by a range of keys. */
    @Benchmark
    public int page(Client client) throws SQLException {
        long from = key(CUSTOMERS - 100);
        client.page.setLong(1, from);
        client.page.setLong(2, from + 99);
        return read(client.page);
    }

    /** One row changed and committed. */
    @Benchmark
    public int update(Client client) throws SQLException {
        client.update.setLong(1, key(1000));
        return client.update.executeUpdate();
    }

    /** All hundred thousand rows, streamed. */
    @Benchmark
    public int scan(Client client) throws SQLException {
        client.connection.setAutoCommit(false);
        try (Statement statement = client.connection.createStatement()) {
            statement.setFetchSize(1000);
            try (ResultSet rows = statement.executeQuery("select * from customer")) {
                return read(rows);
            }
        } finally {
            client.connection.commit();
            client.connection.setAutoCommit(true);
        }
    }

    /** A connection, one statement, and goodbye. */
    @Benchmark
    public int connect() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            return read(rows);
        }
    }

    private static long key(int most) {
        return ThreadLocalRandom.current().nextInt(most) + 1L;
    }

    private static int read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return read(rows);
        }
    }

    private static int read(ResultSet rows) throws SQLException {
        int width = rows.getMetaData().getColumnCount();
        int length = 0;
        while (rows.next()) {
            for (int column = 1; column <= width; column++) {
                Object value = rows.getObject(column);
                length += value == null ? 0 : 1;
            }
        }
        return length;
    }
}
