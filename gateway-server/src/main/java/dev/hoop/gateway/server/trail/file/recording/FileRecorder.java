package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.trail.file.record.JsonWriter;
import dev.hoop.gateway.server.trail.file.record.ParameterTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins recordings, each in a file of its own: {@code yyyy/mm/dd/<session>.hooprec}. The file is made with what is first written to it;
 * while it is in doubt that this can be done, before the session begins. Thread-safe.
 */
public final class FileRecorder implements AutoCloseable {
    static final String FORMAT = "hoop-recording/2";

    private static final Logger LOG = LoggerFactory.getLogger(FileRecorder.class);

    private final RecordingOptions options;
    private final MasterKey master;
    private final ParameterTrace parameters;
    private final InstantSource clock;
    private final Consumer<ClosedRecording> onClose;
    private final LateFrames late = new LateFrames();
    private final EndedRecordings ended = new EndedRecordings();

    /** Whether the last that was written could not be: then a recording's file has to be there before its session is. */
    private final AtomicBoolean doubt = new AtomicBoolean(true);

    /**
     * A recorder.
     *
     * @param onClose told of every recording that is closed, so that its digest gets into the trail
     */
    public FileRecorder(
            RecordingOptions options,
            ParameterTrace parameters,
            InstantSource clock,
            Consumer<ClosedRecording> onClose) {
        this.options = options;
        this.parameters = parameters;
        this.clock = clock;
        this.onClose = onClose;
        try {
            this.master = MasterKey.open(options.masterKey());
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    "the key of the recordings cannot be made in %s: %s".formatted(options.masterKey(), e), e);
        }
        late.start();
        ended.start();
    }

    /** Writes what recordings still have to write. Those that are open go on, without putting anything off. */
    @Override
    public void close() {
        late.close();
        ended.close();
    }

    /**
     * Begins the recording of a session.
     *
     * @throws AuditUnavailableException if it cannot be written
     */
    public SessionRecording begin(SessionOpening opening) {
        Path path = RecordingFiles.file(options.directory(), opening);
        byte[] key = master.newKey();
        try {
            RecordingFile file = new RecordingFile(path, doubt);
            Frames.Writer frames = new Frames.Writer(file, new AesGcm(key), head(opening, key));
            RecordingWriter writer = new RecordingWriter(opening, file, frames, clock, late);
            SessionRecording recording = new FileSessionRecording(opening, options, parameters, writer, ended, onClose);
            if (doubt.get()) {
                writer.flush();
                doubt.set(false);
            }
            return recording;
        } catch (AuditUnavailableException e) {
            LOG.atError()
                    .addKeyValue("file", path)
                    .setCause(e)
                    .log("a recording cannot be begun; check its directory and the room there");
            throw new AuditUnavailableException(
                    "the session could not be recorded, so it is not opened; the gateway's operator finds the reason in its log",
                    e);
        }
    }

    private String head(SessionOpening opening, byte[] key) {
        String session = opening.session().value();
        byte[] head = new JsonWriter()
                .text("format", FORMAT)
                .text("session", session)
                .text("at", opening.at().toString())
                .text("key", Base64.getEncoder().encodeToString(master.wrap(key, session)))
                .object();
        return new String(head, UTF_8) + "\n";
    }
}
