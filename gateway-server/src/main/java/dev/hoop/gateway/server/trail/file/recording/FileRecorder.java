package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.trail.file.record.JsonWriter;
import dev.hoop.gateway.server.trail.file.record.ParameterTrace;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins recordings, each in a file of its own: {@code yyyy/mm/dd/<session>.hooprec}. Thread-safe. */
public final class FileRecorder implements AutoCloseable {
    static final String FORMAT = "hoop-recording/2";

    private static final Logger LOG = LoggerFactory.getLogger(FileRecorder.class);

    private static final FileAttribute<?>[] OWNERS_FILE = permissions("rw-------");
    private static final FileAttribute<?>[] OWNERS_DIRECTORY = permissions("rwx------");
    private static final FileAttribute<?>[] ANYWHERE = {};

    private final RecordingOptions options;
    private final MasterKey master;
    private final ParameterTrace parameters;
    private final InstantSource clock;
    private final Consumer<ClosedRecording> onClose;
    private final LateFrames late = new LateFrames();

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
    }

    /** Writes what recordings still have to write. Those that are open go on, without putting anything off. */
    @Override
    public void close() {
        late.close();
    }

    /**
     * Begins the recording of a session.
     *
     * @throws AuditUnavailableException if it cannot be written
     */
    public SessionRecording begin(SessionOpening opening) {
        String session = opening.session().value();
        Path file = RecordingFiles.file(options.directory(), opening);
        try {
            create(file);
            byte[] key = master.newKey();
            String head = new String(
                            new JsonWriter()
                                    .text("format", FORMAT)
                                    .text("session", session)
                                    .text("at", opening.at().toString())
                                    .text("key", Base64.getEncoder().encodeToString(master.wrap(key, session)))
                                    .object(),
                            UTF_8)
                    + "\n";
            // A stream and not a channel, which an interrupt of the session's thread would close. Appending: there is
            // nothing to cut off, and the file system would set about it all the same.
            FileOutputStream out = new FileOutputStream(file.toFile(), true);
            Frames.Writer frames = new Frames.Writer(out, new AesGcm(key), head);
            RecordingWriter writer = new RecordingWriter(opening, file, out, frames, clock, late);
            return new FileSessionRecording(opening, options, parameters, writer, onClose);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .setCause(e)
                    .log("a recording cannot be begun; check its directory and the room there");
            throw new AuditUnavailableException(
                    "the session could not be recorded, so it is not opened; the gateway's operator finds the reason in its log",
                    e);
        }
    }

    /** Directories are made once a day; that one is missing shows when the first file of the day cannot be made in it. */
    private static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createFile(file, posix ? OWNERS_FILE : ANYWHERE);
        } catch (NoSuchFileException noDirectory) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory == null) {
                throw noDirectory;
            }
            Files.createDirectories(directory, posix ? OWNERS_DIRECTORY : ANYWHERE);
            Files.createFile(file, posix ? OWNERS_FILE : ANYWHERE);
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
