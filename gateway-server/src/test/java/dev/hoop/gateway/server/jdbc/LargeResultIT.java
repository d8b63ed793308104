package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import dev.hoop.gateway.server.fixture.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A result of more than 300 MB passes through a gateway with a heap of 64 MB into an application with a heap of 64 MB, in autocommit and
 * without a fetch size: nobody had to ask for streaming.
 */
@Tag("e2e")
final class LargeResultIT {
    private static final int ROWS = 100_000;
    private static final int PAD = 3_200;

    @TempDir
    private Path directory;

    @Test
    void resultOfPostgresqlIsStreamed() throws Exception {
        PostgresServer server = PostgresServer.shared();

        assertStreamed(
                server.url(),
                server.user() + ":" + server.password(),
                "select n, repeat('x', %d) from generate_series(1, %d) n".formatted(PAD, ROWS));
    }

    /**
     * The reader is slower than the database, so that only the credit it gives keeps rows out of both heaps. As many rows as the system
     * property says, 320 MB in all: {@code -Dhoop.test.rows=10000000} reads ten million.
     */
    @Test
    void slowReaderKeepsBothHeapsFlat() throws Exception {
        PostgresServer server = PostgresServer.shared();
        int rows = Integer.getInteger("hoop.test.rows", 200_000);
        int pad = 320_000_000 / rows;

        assertThat(TwoProcesses.run(
                        directory,
                        server.url(),
                        server.user() + ":" + server.password(),
                        SlowProcess.class,
                        "select n, repeat('x', %d) from generate_series(1, %d) n".formatted(pad, rows)))
                .isEqualTo(rows + " rows");
    }

    @Test
    void resultOfMariaDbIsStreamed() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String digits = "(select 0 d union all select 1 union all select 2 union all select 3 union all select 4"
                + " union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";

        assertStreamed(
                server.url(),
                server.user() + ":" + server.password(),
                "select a.d, repeat('x', %2$d) from %1$s a, %1$s b, %1$s c, %1$s e, %1$s f".formatted(digits, PAD));
    }

    /** H2 runs in the gateway's own heap, so it is told to make rows as they are asked for. */
    @Test
    void resultOfH2IsStreamed() throws Exception {
        assertStreamed(
                "jdbc:h2:mem:large;DB_CLOSE_DELAY=-1;LAZY_QUERY_EXECUTION=1",
                "sa:open sesame",
                "select x, repeat('x', %d) from system_range(1, %d)".formatted(PAD, ROWS));
    }

    private void assertStreamed(String target, String credential, String query) throws Exception {
        assertThat(TwoProcesses.run(directory, target, credential, ApplicationProcess.class, query))
                .isEqualTo(ROWS + " rows, " + (long) ROWS * PAD + " characters");
    }

    /** Reads all rows, resting every thousand, and says how many they were. */
    static final class SlowProcess {
        private static final int TOGETHER = 1_000;
        private static final long REST_NANOS = 1_000_000;

        private SlowProcess() {}

        public static void main(String[] arguments) throws SQLException {
            long rows = 0;
            try (Connection connection = DriverManager.getConnection(arguments[0], "sue", arguments[1]);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(arguments[2])) {
                while (result.next()) {
                    rows++;
                    if (rows % TOGETHER == 0) {
                        LockSupport.parkNanos(REST_NANOS);
                    }
                }
            }
            TwoProcesses.say(rows + " rows");
        }
    }

    /** Reads all rows, and says how many they were. */
    static final class ApplicationProcess {
        private ApplicationProcess() {}

        public static void main(String[] arguments) throws SQLException {
            long rows = 0;
            long characters = 0;
            try (Connection connection = DriverManager.getConnection(arguments[0], "sue", arguments[1]);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(arguments[2])) {
                while (result.next()) {
                    rows++;
                    characters += result.getString(2).length();
                }
            }
            TwoProcesses.say(rows + " rows, " + characters + " characters");
        }
    }
}
