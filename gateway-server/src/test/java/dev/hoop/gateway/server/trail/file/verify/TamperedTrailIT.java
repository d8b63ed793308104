package dev.hoop.gateway.server.trail.file.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.trail.file.FileAuditTrail;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every way to change a trail after the fact that needs no private key, at every record of a small trail. */
final class TamperedTrailIT {
    private static final Outcome DONE = new Outcome(Effect.APPLIED, 0, "", 3, -1, Duration.ofMillis(4));
    private static final long SEED = 20_261_121;
    /** What {@link #write} makes: two segments of a head, three intents with outcomes and one refusal each. */
    private static final int RECORDS = 16;

    @TempDir
    private Path temporary;

    private Path trail = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void writeTrail() throws IOException {
        trail = temporary.resolve("trail");
        write(trail);
        write(trail);
        key = temporary.resolve("checkpoint.pub");
        Files.copy(TrailKeys.publicKey(trail), key);
    }

    private void write(Path directory) {
        FileAuditTrail open = FileAuditTrail.open(
                LogOptions.in(directory), RecordingOptions.in(temporary.resolve("recordings")), InstantSource.system());
        for (int i = 0; i < 3; i++) {
            AuditReceipt receipt = open.intent(
                    Claims.allowed("SELECT name FROM customers WHERE id = ?", new Value.Int64(i)), Durability.STRICT);
            open.outcome(receipt, DONE);
        }
        open.refusal(Claims.claim("DROP TABLE customers"), Claims.denied());
        open.close();
    }

    @Test
    void untouchedTrailIsSound() throws Exception {
        VerifyReport report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.sound()).isTrue();
        assertThat(report.records()).isEqualTo(RECORDS);
        assertThat(report.segments()).isEqualTo(2);
        assertThat(report.signed()).isEqualTo(RECORDS);
        assertThat(report.unsigned()).isZero();
        assertThat(report.openCount()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> changedByteIsSeenInRecord() {
        return everyRecord(record -> {
            Random random = new Random(SEED + record);
            for (int i = 0; i < 40; i++) {
                expectProblem(lines -> {
                    byte[] bytes = lines.get(record).getBytes(UTF_8);
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
                    lines.set(record, new String(bytes, UTF_8));
                    return lines;
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> removalIsSeenOfRecord() {
        return everyRecord(record -> expectProblem(lines -> {
            lines.remove(record);
            return lines;
        }));
    }

    @TestFactory
    Stream<DynamicTest> doublingIsSeenOfRecord() {
        return everyRecord(record -> expectProblem(lines -> {
            lines.add(record, lines.get(record));
            return lines;
        }));
    }

    @TestFactory
    Stream<DynamicTest> swapIsSeenWithTheRecordAfter() {
        return everyRecord(record -> expectProblem(lines -> {
            int other = record == RECORDS - 1 ? 0 : record + 1;
            String moved = lines.get(record);
            lines.set(record, lines.get(other));
            lines.set(other, moved);
            return lines;
        }));
    }

    @TestFactory
    Stream<DynamicTest> truncationIsSeenBehindTheCheckpointAfterRecord() {
        return everyRecord(record -> {
            VerifyReport report = tampered(lines -> new ArrayList<>(lines.subList(0, record)));

            assertThat(report.problems()).anyMatch(problem -> problem.startsWith("cut off: 16 records were signed"));
        });
    }

    @TestFactory
    Stream<DynamicTest> erasedBodyIsSeenWithoutARecordThatSaysSo() {
        return everyRecord(record -> {
            VerifyReport report = tampered(lines -> {
                lines.set(record, erased(lines.get(record)));
                return lines;
            });

            assertThat(report.erased()).isEqualTo(1);
            assertThat(report.problems())
                    .containsExactly(
                            "the body of record %d is erased, and no record says by whom".formatted(record + 1));
        });
    }

    @Test
    void oneChangedRecordIsReportedAsOne() throws Exception {
        VerifyReport report = tampered(lines -> {
            lines.set(
                    4, lines.get(4).replace("\"returned\":3", "\"returned\":9").replace("orders", "Orders"));
            lines.set(3, lines.get(3).replace("orders", "Orders"));
            return lines;
        });

        assertThat(report.problems())
                .containsExactly(
                        "record 4 in %s was changed, or does not follow the record before it".formatted(segment(0)),
                        "record 5 in %s was changed, or does not follow the record before it".formatted(segment(0)));
    }

    @Test
    void removedSegmentIsSeen() throws Exception {
        Files.delete(Segments.list(trail).get(0));

        assertThat(verify().problems()).anyMatch(problem -> problem.startsWith("records 1 to 8 are missing"));
    }

    @Test
    void segmentOfAnotherTrailIsSeen() throws Exception {
        Path other = temporary.resolve("other");
        write(other);
        write(other);
        Path foreign = Segments.list(other).get(1);
        Files.copy(foreign, trail.resolve(foreign.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(verify().problems()).anyMatch(problem -> problem.contains("belongs to another trail"));
    }

    @Test
    void wholeForeignTrailWithItsOwnKeyBesideItIsSeenWithTheRealKey() throws Exception {
        Path other = temporary.resolve("other");
        write(other);

        VerifyReport report = TrailVerifier.verify(other, CheckpointKey.parse(Files.readString(key, UTF_8)), List.of());

        assertThat(report.sound()).isFalse();
    }

    @Test
    void removedCheckpointsAreSeen() throws Exception {
        for (Path checkpoints : Segments.listCheckpoints(trail)) {
            Files.delete(checkpoints);
        }

        VerifyReport report = verify();

        assertThat(report.unsigned()).isEqualTo(RECORDS);
        assertThat(report.problems()).anyMatch(problem -> problem.contains("no signed checkpoint vouches"));
    }

    @Test
    void changedCheckpointIsSeen() throws Exception {
        Path file = Segments.listCheckpoints(trail).get(1);
        Files.writeString(file, Files.readString(file, UTF_8).replace("\n16\n", "\n17\n"), UTF_8);

        assertThat(verify().problems()).anyMatch(problem -> problem.contains("has not signed"));
    }

    @Test
    void recordsAfterTheLastCheckpointAreANumberAndNoProblem() throws Exception {
        Path file = Segments.listCheckpoints(trail).get(1);
        String notes = Files.readString(file, UTF_8);
        int first = notes.indexOf("\n\n", notes.indexOf("\n\n") + 2) + 2;
        Files.writeString(file, notes.substring(0, first), UTF_8);

        VerifyReport report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.signed() + report.unsigned()).isEqualTo(RECORDS);
        assertThat(report.unsigned()).isPositive();
    }

    @Test
    void trailThatWasRolledBackWithItsCheckpointsIsSeenByAWitness() throws Exception {
        Path witness = temporary.resolve("witness");
        Files.createDirectories(witness);
        for (Path checkpoints : Segments.listCheckpoints(trail)) {
            Files.copy(checkpoints, witness.resolve(checkpoints.getFileName()));
        }
        Files.delete(Segments.list(trail).get(1));
        Files.delete(Segments.listCheckpoints(trail).get(1));

        assertThat(verify().sound()).isTrue();
        assertThat(TrailVerifier.verify(trail, publicKey(), List.of(witness)).problems())
                .anyMatch(problem -> problem.startsWith("cut off"));
    }

    @Test
    void trailThatWentTwoWaysIsAFork() throws Exception {
        Path copy = temporary.resolve("copy");
        copyOf(trail, copy);
        write(trail);
        write(copy);

        assertThat(TrailVerifier.verify(trail, publicKey(), List.of(copy)).problems())
                .anyMatch(problem -> problem.startsWith("fork: "));
    }

    @Test
    void intentWithoutOutcomeMayHaveHappened() throws Exception {
        FileAuditTrail open = FileAuditTrail.open(
                LogOptions.in(trail), RecordingOptions.in(temporary.resolve("recordings")), InstantSource.system());
        AuditReceipt receipt = open.intent(Claims.allowed("DELETE FROM customers"), Durability.STRICT);
        open.close();

        VerifyReport report = verify();

        assertThat(report.sound()).isTrue();
        assertThat(report.open())
                .containsExactly("record %d, decision %s".formatted(receipt.sequence(), receipt.decision()));
    }

    private interface Attack {
        void on(int record) throws Exception;
    }

    private Stream<DynamicTest> everyRecord(Attack attack) {
        return IntStream.range(0, RECORDS)
                .mapToObj(record -> DynamicTest.dynamicTest(Integer.toString(record + 1), () -> attack.on(record)));
    }

    private void expectProblem(UnaryOperator<List<String>> attack) throws Exception {
        assertThat(tampered(attack).sound()).isFalse();
    }

    /** Verifies a copy of the trail with its lines changed; each line stays in the file it was in, as far as it can. */
    private VerifyReport tampered(UnaryOperator<List<String>> attack) throws Exception {
        Path copy = Files.createTempDirectory(temporary, "copy").resolve("trail");
        copyOf(trail, copy);
        List<Path> segments = Segments.list(copy);
        List<String> lines = new ArrayList<>();
        for (Path segment : segments) {
            lines.addAll(Files.readAllLines(segment, UTF_8));
        }
        int inFirst = Files.readAllLines(segments.get(0), UTF_8).size();

        List<String> changed = attack.apply(lines);

        int split = Math.min(inFirst, changed.size());
        writeLines(segments.get(0), changed.subList(0, split));
        writeLines(segments.get(1), changed.subList(split, changed.size()));
        return TrailVerifier.verify(copy, publicKey(), List.of());
    }

    private static void writeLines(Path segment, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            Files.delete(segment);
        } else {
            Files.writeString(segment, String.join("\n", lines) + "\n", UTF_8);
        }
    }

    private static String erased(String line) {
        try {
            return dev.hoop.gateway.server.trail.file.record.TrailLine.parse(
                            line.getBytes(UTF_8), new dev.hoop.gateway.server.trail.file.record.TrailHasher())
                    .withoutBody()
                    .orElseThrow();
        } catch (dev.hoop.gateway.server.trail.file.record.MalformedLineException e) {
            throw new AssertionError(e);
        }
    }

    private VerifyReport verify() throws Exception {
        return TrailVerifier.verify(trail, publicKey(), List.of());
    }

    private CheckpointKey publicKey() throws Exception {
        return CheckpointKey.parse(Files.readString(key, UTF_8));
    }

    private String segment(int index) throws IOException {
        return Segments.list(trail).get(index).getFileName().toString();
    }

    private static void copyOf(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
