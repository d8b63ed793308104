package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.fixture.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many watch their lists of requests; the database is asked once for all of them, as it counts itself. */
final class LiveQueriesIT {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String STATE = "hoop_live_queries";
    private static final int SUBJECTS = 13;
    private static final int STREAMS_OF_EACH = 4;
    private static final Duration WATCHED = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private static Gateway gateway;
    private static Connection state;

    @BeforeAll
    static void open() throws Exception {
        database("drop database if exists " + STATE + " with (force)");
        database("create database " + STATE);
        Files.writeString(directory.resolve("credential"), POSTGRES.user() + ":" + POSTGRES.password());
        Files.writeString(directory.resolve("policy.yaml"), "version: 1\n");
        String url = "jdbc:postgresql://localhost:%d/%s".formatted(POSTGRES.port(), STATE);
        gateway = Gateway.start(ConfigurationFile.read(Files.writeString(
                directory.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                policy: policy.yaml
                store: { url: "%s", credential: "file:%s" }
                http: { port: 0 }
                """.formatted(url, directory.resolve("credential")))));
        state = DriverManager.getConnection(url, POSTGRES.user(), POSTGRES.password());
    }

    @AfterAll
    static void close() throws SQLException {
        gateway.close();
        state.close();
        database("drop database if exists " + STATE + " with (force)");
    }

    private static void database(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How often the table of requests was read until a moment ago. */
    private static long reads() throws SQLException {
        try (Statement statement = state.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where relname = 'approval_request'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void fiftyStreamsAskTheDatabaseAsOneDoes() throws Exception {
        List<InputStream> streams = new ArrayList<>();
        try {
            for (int subject = 0; subject < SUBJECTS; subject++) {
                String token = gateway.issueToken("dana-" + subject, "dba");
                for (int i = 0; i < STREAMS_OF_EACH; i++) {
                    streams.add(stream(token));
                }
            }

            long before = reads();
            long end = System.nanoTime() + WATCHED.toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime()); // what is counted is what happens meanwhile
            }
            long read = reads() - before;

            assertThat(streams).hasSizeGreaterThan(50);
            assertThat(read)
                    .as("reads of the requests while %d streams were open for %s", streams.size(), WATCHED)
                    .isPositive() // they do look
                    .isLessThan(50);
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
    }

    private static InputStream stream(String token) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(gateway.page().orElseThrow() + "/api/v1/events?list=approvals"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().read()).isPositive(); // it has begun
        return answer.body();
    }
}
