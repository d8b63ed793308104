package dev.hoop.gateway.engine.sql.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB server of the operating system's package, on loopback, with a directory of its own that goes when it closes. */
final class MariadbServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Process process;
    private final int port;

    private MariadbServer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    static MariadbServer start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("mariadb");
        Path tables = directory.resolve("tables");
        Process install = run(
                directory,
                "mariadb-install-db",
                "--no-defaults",
                "--user=root",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--datadir=" + tables);
        if (!install.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IOException("mariadb-install-db failed:\n" + Files.readString(directory.resolve("log")));
        }
        int port = anyPort();
        Process server = run(
                directory,
                "mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + tables,
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port);
        return new MariadbServer(directory, server, port);
    }

    /** Temporary files apart: a server that starts deletes the temporary tables of others from the directory that all share. */
    private static Process run(Path directory, String... command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
        process.environment().put("TMPDIR", directory.toString());
        return process.start();
    }

    /** Below the ports that outgoing connections get, so that none of them takes it meanwhile. */
    private static int anyPort() {
        return ThreadLocalRandom.current().nextInt(20_000, 32_768);
    }

    /** Connects, and waits for the server to come up the first time. */
    Connection connect() throws SQLException, IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=root");
            } catch (SQLException notYet) {
                if (Instant.now().isAfter(deadline) || process.waitFor(200, TimeUnit.MILLISECONDS)) {
                    throw new IOException(
                            "MariaDB did not start:\n" + Files.readString(directory.resolve("log")), notYet);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
