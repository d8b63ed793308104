package dev.hoop.gateway.benchmarks.load.stage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL with the data. Who connects over TCP as {@value #USER} proves it with SCRAM, as everywhere outside tests; without that,
 * connecting would look cheaper than it is.
 */
public final class Database implements AutoCloseable {
    /** The role that all targets use; its password is the same word. */
    public static final String USER = "bench";

    private static final String[] DATA = {
        "create role bench login password 'bench'",
        "create table customer (id bigint primary key, name text, email text, ssn text, card text, balance numeric(12,2),"
                + " created timestamptz, active boolean, note text)",
        "insert into customer select g, 'Name ' || g || ' Smith', 'user' || g || '@example' || g % 97 || '.com',"
                + " lpad((g % 900 + 100)::text, 3, '0') || '-' || lpad((g % 90 + 10)::text, 2, '0') || '-' || lpad((g % 9000)::text, 4, '0'),"
                + " '4' || lpad((g::bigint * 7919 % 1000000000000000)::text, 15, '0'), round((g * 7919 % 10000000) / 100.0, 2),"
                + " timestamptz '2020-01-01 00:00:00+00' + (g || ' minutes')::interval, g % 3 <> 0,"
                + " substr(md5(g::text) || md5((g + 1)::text), 1, 60) from generate_series(1, 100000) g",
        "create table customer_ins (like customer including all)",
        "create unlogged table upd (id bigint primary key, v bigint)",
        "create table upd_logged (id bigint primary key, v bigint)",
        "insert into upd select g, 0 from generate_series(1, 1000) g",
        "insert into upd_logged select g, 0 from generate_series(1, 1000) g",
        "create table blobs (id int primary key, b bytea)",
        "alter table blobs alter column b set storage external",
        "insert into blobs select g, decode(string_agg(md5((g * 100000 + i)::text), ''), 'hex')"
                + " from generate_series(1, 4) g, generate_series(1, 65536) i group by g",
        "alter table customer_ins owner to bench",
        "grant all on all tables in schema public to bench",
        "vacuum (freeze, analyze)"
    };

    private final EmbeddedPostgres server;
    private final Path directory;

    /** @param sync whether the database waits for its disk when it commits */
    public Database(Path directory, boolean sync) {
        this.directory = directory;
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(true)
                    .setServerConfig("fsync", sync ? "on" : "off")
                    .setServerConfig("synchronous_commit", sync ? "on" : "off") // off unless it is told
                    .setServerConfig("max_connections", "1200")
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("jit", "off")
                    .setServerConfig("checkpoint_timeout", "1h")
                    .setServerConfig("max_wal_size", "8GB")
                    .setServerConfig("max_parallel_workers_per_gather", "0")
                    .start();
            fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill() throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String step : DATA) {
                statement.execute(step);
            }
            Path rules = directory.resolve("pg_hba.conf");
            String before = Files.readString(rules, StandardCharsets.UTF_8);
            Files.writeString(rules, "host all bench 127.0.0.1/32 scram-sha-256\n" + before, StandardCharsets.UTF_8);
            statement.execute("select pg_reload_conf()");
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Where its own driver goes. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
