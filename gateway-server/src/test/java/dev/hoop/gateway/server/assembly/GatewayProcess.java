package dev.hoop.gateway.server.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.commands.Main;
import dev.hoop.gateway.server.assembly.control.ControlClient;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code hoop serve} as a process of its own, which can be killed. */
final class GatewayProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on \\S+:(\\d+);.*");

    private final Path directory;
    private final Process process;
    private final int port;

    private GatewayProcess(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** Starts on what lies in the directory: {@code policy.yaml}, and the data of an earlier process. */
    static GatewayProcess start(Path directory) throws IOException {
        return start(directory, "policy: policy.yaml\n");
    }

    /** Starts with more lines of configuration, which name the policy too. */
    static GatewayProcess start(Path directory, String lines) throws IOException {
        Path configuration = Files.writeString(
                directory.resolve("hoop.yaml"), "version: 1\nplain: true\nlisten: { port: 0 }\n" + lines);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // it lives for seconds
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        configuration.toString())
                .redirectError(directory.resolve("serve.log").toFile())
                .start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                return new GatewayProcess(directory, process, Integer.parseInt(listening.group(1)));
            }
        }
        process.destroyForcibly();
        throw new IOException("the gateway did not start: " + Files.readString(directory.resolve("serve.log")));
    }

    String token(String subject, String group) {
        return issue(subject, group).secret();
    }

    /** As the command line does it, through the control socket. */
    TokenOffice.Fresh issue(String subject, String group) {
        return tokens().issue(GatewayProcess.person(subject, group), "test", java.util.Optional.empty());
    }

    TokenOffice tokens() {
        return ControlClient.find(data().resolve("control")).orElseThrow();
    }

    private static dev.hoop.gateway.engine.Subject person(String subject, String group) {
        return new dev.hoop.gateway.engine.Subject(
                new dev.hoop.gateway.engine.SubjectName(subject),
                dev.hoop.gateway.engine.Subject.Kind.PERSON,
                java.util.Set.of(group));
    }

    Connection connect(String token, String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:hoop://127.0.0.1:%d/shop?tls=off%s".formatted(port, options), "", token);
    }

    Path data() {
        return directory.resolve("data");
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    /** {@code SIGTERM}, and waits for the end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
