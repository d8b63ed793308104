package dev.hoop.gateway.server.trail.file;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import dev.hoop.gateway.server.trail.file.log.Disk;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.log.TrailLog;
import dev.hoop.gateway.server.trail.file.recording.ClosedRecording;
import dev.hoop.gateway.server.trail.file.recording.FileRecorder;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.time.InstantSource;
import java.util.Map;

/** The trail in files of this machine. Thread-safe. */
public final class FileAuditTrail implements AuditTrail {
    private final TrailLog log;
    private final FileRecorder recorder;
    private final InstantSource clock;

    private FileAuditTrail(TrailLog log, RecordingOptions recordings, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        this.recorder = new FileRecorder(recordings, log.parameters(), clock, this::closed);
    }

    /**
     * Opens the trail, makes it if there is none, and mends what a crash has torn.
     *
     * @throws dev.hoop.gateway.server.ports.audit.AuditUnavailableException if another gateway writes it, it is not what was signed, or
     *     its disk does not work
     */
    public static FileAuditTrail open(LogOptions options, RecordingOptions recordings, InstantSource clock) {
        return open(options, recordings, Disk.local(), clock);
    }

    /** As {@link #open(LogOptions, RecordingOptions, InstantSource)}, on another disk than this machine's. */
    public static FileAuditTrail open(LogOptions options, RecordingOptions recordings, Disk disk, InstantSource clock) {
        TrailLog log = TrailLog.open(options, disk, clock);
        try {
            return new FileAuditTrail(log, recordings, clock);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    @Override
    public AuditReceipt intent(Allowed allowed, Durability durability) {
        long sequence = log.append(log.drafts().intent(allowed), durability);
        return new AuditReceipt(allowed.claim().id(), sequence);
    }

    @Override
    public void refusal(Claim claim, Denied denied) {
        log.append(log.drafts().refusal(claim, denied), Durability.STRICT);
    }

    @Override
    public void held(Claim claim, Held held, String requestId) {
        log.append(log.drafts().held(claim, held, requestId), Durability.STRICT);
    }

    @Override
    public void outcome(AuditReceipt receipt, Outcome outcome) {
        log.appendLater(log.drafts().outcome(receipt, outcome));
    }

    @Override
    public void event(TrailEvent event) {
        if (event.ends()) {
            log.appendLater(log.drafts().event(event));
        } else {
            log.append(log.drafts().event(event), Durability.BOUNDED);
        }
    }

    @Override
    public SessionRecording recording(SessionOpening opening) {
        return recorder.begin(opening);
    }

    private void closed(ClosedRecording recording) {
        event(new TrailEvent(
                "recording-closed",
                clock.instant(),
                recording.opening().subject().name().value(),
                recording.opening().target().value(),
                recording.opening().session().value(),
                Map.of(
                        "file",
                        recording.file().getFileName().toString(),
                        "frames",
                        Long.toString(recording.frames()),
                        "sha256",
                        recording.sha256())));
    }

    @Override
    public void close() {
        recorder.close();
        log.close();
    }
}
