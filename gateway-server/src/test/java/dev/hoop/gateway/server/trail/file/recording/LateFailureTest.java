package dev.hoop.gateway.server.trail.file.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.trail.file.record.ParameterTrace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails when nobody waits for it: the statement that ended was told so, and nothing runs after it. */
final class LateFailureTest {
    private static final Outcome DONE = new Outcome(Effect.APPLIED, 0, "", 3, -1, Duration.ofMillis(4));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private final FullDisk disk = new FullDisk();
    private final List<ClosedRecording> closed = new ArrayList<>();

    /** Takes everything until it is full. */
    private static final class FullDisk extends OutputStream {
        private volatile boolean full;

        @Override
        public void write(int one) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            write(0);
        }
    }

    @Test
    void nextStatementIsRefusedWhereWhatTheLastOneLeftCouldNotBeWritten() throws Exception {
        RecordingWriter writer = writer();
        FileSessionRecording recording = recording(writer);
        began(recording);

        disk.full = true;
        assertThatCode(() -> recording.ended(receipt(allowed()), DONE))
                .doesNotThrowAnyException(); // it is written later
        assertThatThrownBy(writer::flushGathered).isInstanceOf(AuditUnavailableException.class);

        assertThatThrownBy(() -> began(recording))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("cannot be recorded any more")
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aRecordingWithAHoleStaysRefusedWhenTheDiskHasRoomAgain() throws Exception {
        RecordingWriter writer = writer();
        FileSessionRecording recording = recording(writer);
        disk.full = true;
        assertThatThrownBy(() -> began(recording)).isInstanceOf(AuditUnavailableException.class);

        disk.full = false;

        assertThatThrownBy(() -> began(recording)).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> recording.ended(receipt(allowed()), DONE))
                .isInstanceOf(AuditUnavailableException.class);
        recording.close();
        assertThat(closed).as("the trail must not vouch for it").isEmpty();
    }

    @Test
    void statementThatIsInTheTrailMayRunBeforeItsRecordingIsWritten() throws Exception {
        RecordingWriter writer = writer();
        FileSessionRecording recording = recording(writer);
        Allowed allowed = allowed();
        disk.full = true;

        assertThatCode(() -> recording.began(allowed, receipt(allowed), Durability.BOUNDED))
                .doesNotThrowAnyException();

        assertThatThrownBy(writer::flushGathered).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> recording.began(allowed, receipt(allowed), Durability.BOUNDED))
                .isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void commandNeverRunsBeforeItsRecordingIsWritten() throws Exception {
        FileSessionRecording recording = recording(writer());
        Allowed allowed = Claims.allowedCommand("uptime");
        disk.full = true;

        assertThatThrownBy(() -> recording.began(allowed, receipt(allowed), Durability.BOUNDED))
                .isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void nothingIsTakenBehindTheEnd() throws Exception {
        FileSessionRecording recording = recording(writer());
        began(recording);
        recording.close();
        byte[] shown = {'x'};

        assertThatThrownBy(() -> recording.wrote(receipt(allowed()), CommandRun.Stream.OUTPUT, shown, 0, 1))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> recording.ended(receipt(allowed()), DONE))
                .isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> began(recording)).isInstanceOf(AuditUnavailableException.class);
    }

    private static Allowed allowed() {
        return Claims.allowed("SELECT id, name FROM customers");
    }

    private static AuditReceipt receipt(Allowed allowed) {
        return new AuditReceipt(allowed.claim().id(), 7);
    }

    private static void began(FileSessionRecording recording) {
        Allowed allowed = allowed();
        recording.began(allowed, receipt(allowed), Durability.STRICT);
    }

    private RecordingWriter writer() throws IOException {
        Path file = directory.resolve("one.hooprec");
        Frames.Writer frames = new Frames.Writer(disk, new AesGcm(new byte[AesGcm.KEY_BYTES]), "{}\n");
        return new RecordingWriter(
                opening(),
                new RecordingFile(file, new AtomicBoolean()),
                frames,
                InstantSource.fixed(NOW),
                new LateFrames());
    }

    private FileSessionRecording recording(RecordingWriter writer) {
        return new FileSessionRecording(
                opening(),
                RecordingOptions.in(directory),
                new ParameterTrace(new byte[32]),
                writer,
                new EndedRecordings(),
                closed::add);
    }

    private static SessionOpening opening() {
        Subject subject = allowed().claim().subject();
        return new SessionOpening(
                new SessionId("ab12"),
                subject,
                allowed().claim().statement().target(),
                "remote",
                Optional.empty(),
                NOW,
                "");
    }
}
