package dev.hoop.gateway.benchmarks.load.stage;

import dev.hoop.gateway.benchmarks.load.TargetFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PgBouncer of the machine, pooling sessions. It refuses to run as root and is then run as {@code nobody}. */
public final class PgBouncer implements AutoCloseable {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

    private final Process process;

    /** @param file where to write the target file */
    public PgBouncer(Path file, Database database) throws IOException {
        int port = freePort();
        Path directory = Files.createTempDirectory("pgbouncer");
        Path users = Files.writeString(directory.resolve("users.txt"), "\"bench\" \"bench\"\n");
        Path settings =
                Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                postgres = host=127.0.0.1 port=%d dbname=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = session
                max_client_conn = 3000
                default_pool_size = 1100
                ignore_startup_parameters = extra_float_digits
                server_tls_sslmode = disable
                """.formatted(database.port(), port, users));
        directory.toFile().setReadable(true, false);
        directory.toFile().setExecutable(true, false);
        process = start(settings, directory.resolve("log"));
        TargetFile.write(
                file,
                Map.of(
                        "url",
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                        "connect.user",
                        Database.USER,
                        "connect.password",
                        Database.USER,
                        "pid",
                        Long.toString(inner())));
    }

    /** Whether the machine has it. */
    public static boolean isHere() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    private static Process start(Path settings, Path log) throws IOException {
        String program = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("no pgbouncer"))
                .toString();
        boolean root = System.getProperty("user.name").equals("root");
        List<String> command = root
                ? List.of("runuser", "-u", "nobody", "--", program, settings.toString())
                : List.of(program, settings.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The process itself, not the one that changed the user for it. */
    private long inner() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!process.isAlive()) {
            throw new IOException("pgbouncer did not start");
        }
        return process.children().findFirst().map(ProcessHandle::pid).orElse(process.pid());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.children().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
