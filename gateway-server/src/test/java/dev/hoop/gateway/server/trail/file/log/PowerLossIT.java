package dev.hoop.gateway.server.trail.file.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.trail.file.TrailFiles;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.verify.TrailVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine loses its power, again and again: what was promised strictly is there, and what is there is sound. */
final class PowerLossIT {
    private static final int LOSSES = 15;

    @TempDir
    private Path machine;

    @Test
    void everyStrictIntentSurvivesWhateverPagesTheDiskForgets() throws Exception {
        Random random = new Random(20261122);
        List<String> promised = new ArrayList<>();
        Path directory = machine.resolve("0");
        for (int loss = 1; loss <= LOSSES; loss++) {
            Path back = machine.resolve(Integer.toString(loss));
            promised.addAll(writeAndLosePower(directory, back, random));

            TrailLog.open(options(back), Disk.local(), InstantSource.system()).close();

            assertThat(decisions(back)).as("after loss %d", loss).containsAll(promised);
            assertThat(problems(back)).as("after loss %d", loss).isEmpty();
            directory = back;
        }
        assertThat(promised).hasSizeGreaterThan(LOSSES * 5);
    }

    private static LogOptions options(Path directory) {
        return new LogOptions(directory, directory.resolve("keys"), List.of(), LogOptions.DEADLINE, 512 * 1024);
    }

    private static List<String> writeAndLosePower(Path directory, Path back, Random random) throws Exception {
        List<String> promised = new ArrayList<>();
        ForgetfulDisk disk = new ForgetfulDisk();
        Path before = Files.isDirectory(directory) ? directory : Files.createDirectories(directory);
        try (TrailLog log = TrailLog.open(options(before), disk.disk(), InstantSource.system())) {
            for (int i = random.nextInt(40); i > 0; i--) {
                int length = random.nextInt(50) == 0 ? random.nextInt(1_500_000) : random.nextInt(3_000);
                Allowed allowed = Claims.allowed("DELETE FROM customers -- " + "x".repeat(length));
                Durability durability = random.nextInt(3) == 0 ? Durability.BOUNDED : Durability.STRICT;
                log.append(log.drafts().intent(allowed), durability);
                if (durability == Durability.STRICT) {
                    promised.add(allowed.claim().id().value());
                }
                if (random.nextInt(10) == 0) {
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(70)).toNanos());
                }
            }
            Files.createDirectories(back);
            copySettled(before, back);
            disk.losePower(before, back, random);
        }
        return promised;
    }

    /** What this process did not open has been on the disk for long. */
    private static void copySettled(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static List<String> decisions(Path directory) {
        return TrailFiles.records(directory).stream()
                .filter(record -> record.kind().equals("intent"))
                .map(record -> record.field("decision"))
                .toList();
    }

    private static List<?> problems(Path directory) throws Exception {
        CheckpointKey key = CheckpointKey.parse(Files.readString(TrailKeys.publicKey(directory), UTF_8));
        return TrailVerifier.verify(directory, key, List.of()).problems();
    }
}
