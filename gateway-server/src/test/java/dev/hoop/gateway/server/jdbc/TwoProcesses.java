package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway and an application in processes of their own, each with a heap of 64 MB. */
final class TwoProcesses {
    private static final String HEAP = "-Xmx64m";
    private static final String MARK = "|";

    private TwoProcesses() {}

    /**
     * Runs the application, with the URL, a token and the arguments given, and returns the line it says.
     *
     * @param application a class with a main method that calls {@link #say} once
     */
    static String run(Path directory, String target, String credential, Class<?> application, String... arguments)
            throws Exception {
        Path secret = Files.writeString(directory.resolve("credential"), credential);
        Path gatewaySaid = directory.resolve("gateway.txt");
        Path applicationSaid = directory.resolve("application.txt");
        Process gateway = start(GatewayProcess.class, gatewaySaid, List.of(target, secret.toString()));
        try {
            List<String> all = new ArrayList<>(await(gateway, gatewaySaid, 2));
            all.addAll(List.of(arguments));
            Process running = start(application, applicationSaid, all);
            try {
                String said = await(running, applicationSaid, 1).get(0);
                assertThat(gateway.isAlive()).isTrue();
                return said;
            } finally {
                running.destroyForcibly();
            }
        } finally {
            gateway.destroyForcibly();
            assertThat(gateway.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static Process start(Class<?> main, Path said, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
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

    static void say(String line) {
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
                              - { name: working, who: { groups: [staff] }, target: shop, allow: [select, dml, ddl] }
                            """.formatted(arguments[0], arguments[1]))
                    .start();
            say(gateway.url("shop"));
            say(gateway.issueToken("sue", "staff"));
            System.in.read(); // the gateway's threads keep no process alive; this one ends with the test's
        }
    }
}
