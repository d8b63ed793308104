package dev.hoop.gateway.server.trail.file.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import dev.hoop.gateway.server.trail.file.FileAuditTrail;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.recording.RecordingFiles;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to change recordings after the fact, at a small trail. */
final class TamperedRecordingsIT {
    private static final long SEED = 20_261_122;

    @TempDir
    private Path temporary;

    private Path trail = Path.of("");
    private Path recordings = Path.of("");

    @BeforeEach
    void recordThreeSessions() {
        trail = temporary.resolve("trail");
        recordings = temporary.resolve("recordings");
        try (FileAuditTrail open = open()) {
            for (String session : List.of("one", "two", "three")) {
                begin(open, session).close();
            }
        }
    }

    private FileAuditTrail open() {
        return FileAuditTrail.open(LogOptions.in(trail), RecordingOptions.in(recordings), InstantSource.system());
    }

    private static SessionRecording begin(FileAuditTrail trail, String session) {
        SessionRecording recording = trail.recording(Claims.opening(new SessionId(session)));
        trail.event(new TrailEvent("session-opened", Instant.now(), "sue", "orders", session, Map.of()));
        Allowed allowed = Claims.allowed("SELECT name FROM customers");
        AuditReceipt receipt = trail.intent(allowed, Durability.STRICT);
        recording.began(allowed, receipt, Durability.STRICT);
        return recording;
    }

    @Test
    void untouchedRecordingsAreSound() throws Exception {
        VerifyReport report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.recordings()).contains(new RecordingsReport(3, List.of(), 0, 0, 0));
    }

    @Test
    void changedByteIsSeenAnywhere() throws Exception {
        Path file = file("two");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(SEED);
        for (int i = 0; i < 60; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);

            assertThat(verify().problems())
                    .singleElement()
                    .asString()
                    .startsWith("the recording of session two is not the one that record ");
        }
    }

    @Test
    void cutAndLengthenedFilesAreSeen() throws Exception {
        Path file = file("one");
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1, whole.length + 1}) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThat(verify().problems())
                    .singleElement()
                    .asString()
                    .startsWith("the recording of session one is not the one that record ");
        }
    }

    @Test
    void recordingOfAnotherSessionInItsPlaceIsSeen() throws Exception {
        Files.copy(file("one"), file("three"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(verify().problems()).singleElement().asString().startsWith("the recording of session three is not");
    }

    @Test
    void removedRecordingIsSeen() throws Exception {
        Files.delete(file("two"));

        VerifyReport report = verify();

        assertThat(report.problems()).singleElement().asString().startsWith("the recording of session two is gone");
        assertThat(report.recordings().map(RecordingsReport::whole)).contains(2L);
    }

    @Test
    void linkInPlaceOfARecordingIsNone() throws Exception {
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(file("two"), elsewhere);
        Files.createSymbolicLink(file("one").resolveSibling("two.hooprec"), elsewhere);

        assertThat(verify().problems()).singleElement().asString().startsWith("the recording of session two is gone");
    }

    @Test
    void twoFilesOfOneSessionAreSeen() throws Exception {
        Path day = Files.createDirectories(recordings.resolve("2020/02/29"));
        Files.copy(file("two"), day.resolve("two.hooprec"));

        assertThat(verify().problems()).singleElement().asString().startsWith("two files claim to be one recording");
    }

    @Test
    void recordingsFromBeforeTheyAreKeptMayBeGoneAndNoOthers() throws Exception {
        Files.delete(file("two"));

        VerifyReport kept = verify(Instant.now().plus(Duration.ofDays(1)));

        assertThat(kept.problems()).isEmpty();
        assertThat(kept.recordings()).contains(new RecordingsReport(2, List.of(), 0, 0, 1));
        assertThat(verify(Instant.now().minus(Duration.ofDays(1))).sound()).isFalse();
    }

    @Test
    void oldRecordingThatIsThereMustBeTheOneThatWasClosed() throws Exception {
        Files.writeString(file("two"), "{}\n", UTF_8);

        assertThat(verify(Instant.now().plus(Duration.ofDays(1))).sound()).isFalse();
    }

    @Test
    void sessionsThatStillRunAreCountedAndNoProblem() throws Exception {
        try (FileAuditTrail open = open()) {
            SessionRecording running = begin(open, "four");
            open.event(new TrailEvent("session-opened", Instant.now(), "sue", "orders", "five", Map.of()));

            VerifyReport report = verify();

            assertThat(report.problems()).isEmpty();
            assertThat(report.recordings()).contains(new RecordingsReport(3, List.of("four"), 1, 1, 0));
            running.close();
        }
        assertThat(verify().recordings()).contains(new RecordingsReport(4, List.of(), 0, 1, 0));
    }

    @Test
    void recordThatWasChangedToFitAnotherFileIsSeenInTheTrail() throws Exception {
        Path file = file("two");
        String before = Segments.list(trail).stream()
                .map(TamperedRecordingsIT::text)
                .filter(text -> text.contains("recording-closed"))
                .findFirst()
                .orElseThrow();
        byte[] changed = Files.readAllBytes(file);
        String old = sha256(changed);
        changed[changed.length - 1] ^= 1;
        Files.write(file, changed);
        Path segment = Segments.list(trail).stream()
                .filter(each -> text(each).equals(before))
                .findFirst()
                .orElseThrow();
        Files.writeString(segment, before.replace(old, sha256(changed)), UTF_8);

        VerifyReport report = verify();

        assertThat(report.recordings().map(RecordingsReport::whole)).contains(3L);
        assertThat(report.problems()).anyMatch(problem -> problem.contains("was changed"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(TrailHasher.sha256().digest(bytes));
    }

    private Path file(String session) throws IOException {
        return RecordingFiles.find(recordings, session).orElseThrow();
    }

    private VerifyReport verify() throws Exception {
        return verify(Instant.MIN);
    }

    private VerifyReport verify(Instant since) throws Exception {
        return TrailVerifier.verify(
                trail,
                CheckpointKey.parse(Files.readString(TrailKeys.publicKey(trail), UTF_8)),
                List.of(),
                Optional.of(new KeptRecordings(recordings, since)));
    }
}
