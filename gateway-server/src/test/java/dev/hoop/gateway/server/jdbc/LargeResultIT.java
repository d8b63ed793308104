package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.MariaDbServer;
import dev.hoop.gateway.server.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final String HEAP = "-Xmx64m";

    private static final String MARK = "|";

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
        Path secret = Files.writeString(directory.resolve("credential"), credential);
        Path gatewaySaid = directory.resolve("gateway.txt");
        Path applicationSaid = directory.resolve("application.txt");
        Process gateway = start(GatewayProcess.class, gatewaySaid, target, secret.toString());
        try {
            List<String> access = await(gateway, gatewaySaid, 2);
            Process application = start(ApplicationProcess.class, applicationSaid, access.get(0), access.get(1), query);
            try {
                assertThat(await(application, applicationSaid, 1))
                        .containsExactly(ROWS + " rows, " + (long) ROWS * PAD + " characters");
            } finally {
                application.destroyForcibly();
            }
            assertThat(gateway.isAlive()).isTrue();
        } finally {
            gateway.destroyForcibly();
            assertThat(gateway.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static Process start(Class<?> main, Path said, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** What a process says behind the mark, between the lines of its log. */
    private static List<String> await(Process process, Path said, int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            boolean over = !process.isAlive() || System.nanoTime() > deadline;
            List<String> lines = Files.readAllLines(said).stream()
                    .filter(line -> line.startsWith(MARK) && line.endsWith(MARK))
                    .map(line -> line.substring(1, line.length() - 1))
                    .toList();
            if (lines.size() >= count) {
                return lines;
            }
            assertThat(over).as("it ended: " + Files.readString(said)).isFalse();
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private static void say(String line) {
        System.out.println(MARK + line + MARK);
        System.out.flush();
    }

    /** Says its URL and a token, and runs until it is killed. */
    static final class GatewayProcess {
        private GatewayProcess() {}

        public static void main(String[] arguments) throws IOException {
            Gateway gateway = Gateway.builder()
                    .policyText("""
                            version: 1
                            targets:
                              shop: { type: jdbc, url: "%s", credential: "file:%s" }
                            grants:
                              - { name: reading, who: { groups: [staff] }, target: shop, allow: [select] }
                            """.formatted(arguments[0], arguments[1]))
                    .start();
            say(gateway.url("shop"));
            say(gateway.issueToken("sue", "staff"));
            System.in.read(); // the gateway's threads keep no process alive; this one ends with the test's
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
            say(rows + " rows, " + characters + " characters");
        }
    }
}
