package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.recording.MasterKey;
import dev.hoop.gateway.server.trail.file.recording.RecordingFiles;
import dev.hoop.gateway.server.trail.file.recording.RecordingReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what one session's subject did and saw. Exits 1 when the recording was changed. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Show a recorded session: statements, verdicts and rows as the subject saw them.")
public final class ReplayCommand implements Runnable {
    @Parameters(paramLabel = "SESSION", description = "the session's id, as the trail names it")
    private String session = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "data/recordings",
            description = "the directory of the recordings; ${DEFAULT-VALUE} when not given")
    private Path directory = Path.of("data/recordings");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the recordings' master key; keys/recordings.key below them when not given")
    private @Nullable Path key;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "with its pauses, N times as fast; all at once when not given")
    private @Nullable Double speed;

    @Option(names = "--marker", paramLabel = "N", description = "begin at the Nth statement; --markers lists them")
    private int marker;

    @Option(
            names = "--markers",
            description = "list the statements with number, time and verdict, and show nothing else")
    private boolean markers;

    @Option(names = "--text", description = "rows as lines of cells with tabs between them, for other programs")
    private boolean text;

    @Option(
            names = "--screen",
            description =
                    "play what commands and shells showed as they showed it; it may steer the terminal you play it in")
    private boolean screen;

    @Option(
            names = "--cast",
            description =
                    "the session as an asciicast (version 2), for asciinema and its players: output, sizes, verdicts as markers, input where it was recorded")
    private boolean cast;

    @Option(
            names = "--files",
            description =
                    "the operations of file transfer alone, one a line of JSON: what, where, verdict, size, hash, outcome")
    private boolean files;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Path file = file();
            MasterKey master = MasterKey.read(key == null ? RecordingFiles.key(directory) : key);
            if (cast) {
                AsciiCast film = new AsciiCast(out);
                RecordingReader.read(file, master, film::line);
                film.end();
                return;
            }
            if (files) {
                FileOperations operations = new FileOperations(out);
                RecordingReader.read(file, master, operations::line);
                operations.end();
                return;
            }
            if (markers) {
                RecordingReader.read(file, master, new Markers(out)::line);
                return;
            }
            SessionReplay shown = new SessionReplay(out, pace(), form());
            Jump replay = new Jump(marker, shown);
            RecordingReader.Ending ending = RecordingReader.read(file, master, replay::line);
            if (!replay.hasArrived()) {
                throw failure("the recording has no marker %d; --markers lists them".formatted(marker));
            }
            shown.end(ending);
        } catch (MalformedLineException e) {
            throw failure("the recording is not what was written: " + e.getMessage());
        } catch (AuditUnavailableException | IllegalArgumentException e) {
            throw failure(e.getMessage());
        } catch (IOException e) {
            throw failure("cannot read %s; give the recordings with --dir".formatted(e.getMessage()));
        } finally {
            out.flush();
        }
    }

    private Path file() throws IOException {
        Optional<Path> file = RecordingFiles.find(directory, session);
        return file.orElseThrow(
                () -> failure("there is no recording of session '%s' below %s; 'hoop audit show' lists sessions"
                        .formatted(session, directory)));
    }

    private SessionReplay.Form form() {
        if (screen) {
            return SessionReplay.Form.SCREEN;
        }
        return text ? SessionReplay.Form.TABS : SessionReplay.Form.TABLES;
    }

    private double pace() {
        if (speed == null) {
            return 0;
        }
        if (!(speed > 0)) {
            throw failure("--speed is more than nothing, for example 2; leave it out for no pauses at all");
        }
        return speed;
    }

    private static GatewayException failure(@Nullable String why) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, why == null ? "the recording cannot be read" : why);
    }
}
