package dev.hoop.gateway.server.trail.file.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.trail.file.TrailFiles;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import dev.hoop.gateway.server.trail.file.verify.TrailVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's process is killed while it writes, again and again: what it had promised is there. */
final class KilledWriterIT {
    private static final int ROUNDS = 3;
    private static final int PROMISES = 400;

    @TempDir
    private Path directory;

    @Test
    void everyPromisedIntentSurvivesTheKill() throws Exception {
        List<String> promised = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            promised.addAll(writeAndKill());
        }

        TrailLog.open(LogOptions.in(directory), Disk.local(), InstantSource.system())
                .close();

        assertThat(promised).hasSizeGreaterThanOrEqualTo(ROUNDS * PROMISES);
        assertThat(TrailFiles.records(directory).stream()
                        .filter(record -> record.kind().equals("intent"))
                        .map(TrailLine::sequence)
                        .map(String::valueOf))
                .containsAll(promised);
        CheckpointKey key = CheckpointKey.parse(Files.readString(TrailKeys.publicKey(directory), UTF_8));
        assertThat(TrailVerifier.verify(directory, key, List.of()).problems()).isEmpty();
    }

    /** Lets a process write until it has promised enough, kills it, and answers all it said before its end. */
    private List<String> writeAndKill() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> promised = new ArrayList<>();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.endsWith(".")) { // a line that the kill cut off is no promise
                    promised.add(line.substring(0, line.length() - 1));
                }
                if (promised.size() == PROMISES) {
                    process.toHandle()
                            .destroyForcibly(); // the handle leaves the stream open for what was said before the end
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return promised;
    }

    /** The process that is killed: says a sequence only after its record is promised. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            TrailLog log = TrailLog.open(LogOptions.in(Path.of(arguments[0])), Disk.local(), InstantSource.system());
            for (int writer = 0; writer < 4; writer++) {
                Durability durability = writer % 2 == 0 ? Durability.STRICT : Durability.BOUNDED;
                new Thread(() -> write(log, durability)).start();
            }
        }

        private static void write(TrailLog log, Durability durability) {
            while (true) {
                Allowed allowed = Claims.allowed("DELETE FROM customers WHERE id = 7");
                long sequence = log.append(log.drafts().intent(allowed), durability);
                synchronized (log) {
                    System.out.println(sequence + ".");
                    System.out.flush();
                }
            }
        }
    }
}
