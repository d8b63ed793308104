package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.trail.file.record.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** Lines on their way into frames. Once a write has failed nothing more is taken: a recording has no holes. Not thread-safe. */
final class RecordingWriter {
    private final SessionOpening opening;
    private final Path file;
    private final FileOutputStream out;
    private final Frames.Writer frames;
    private final InstantSource clock;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private String broken = "";

    RecordingWriter(
            SessionOpening opening, Path file, FileOutputStream out, Frames.Writer frames, InstantSource clock) {
        this.opening = opening;
        this.file = file;
        this.out = out;
        this.frames = frames;
        this.clock = clock;
    }

    /** A line of this type, at this moment. */
    JsonWriter line(String type) {
        return new JsonWriter()
                .text("type", type)
                .number("ms", Duration.between(opening.at(), clock.instant()).toMillis());
    }

    void add(JsonWriter line) {
        requireWhole();
        lines.writeBytes(line.object());
        lines.write('\n');
        if (lines.size() >= Frames.BYTES) {
            flush();
        }
    }

    /** Hands what gathered to the operating system. */
    void flush() {
        requireWhole();
        if (lines.size() > 0) {
            frame(Frames.Place.MORE);
        }
    }

    /** Writes the last frame. */
    ClosedRecording close() {
        requireWhole();
        frame(Frames.Place.LAST);
        try {
            out.getFD().sync();
            out.close();
        } catch (IOException e) {
            throw failed(e);
        }
        return new ClosedRecording(
                opening, file, frames.frames(), HexFormat.of().formatHex(frames.digest()));
    }

    /** Lets the file go as it is. */
    void abandon() {
        try {
            out.close();
        } catch (IOException e) {
            broken = e.toString(); // it was not whole before
        }
    }

    boolean whole() {
        return broken.isEmpty();
    }

    private void frame(Frames.Place place) {
        try {
            frames.write(lines.toByteArray(), place);
            lines.reset();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void requireWhole() {
        if (!whole()) {
            throw unavailable(null);
        }
    }

    private AuditUnavailableException failed(IOException e) {
        broken = e.toString();
        return unavailable(e);
    }

    private AuditUnavailableException unavailable(@org.jspecify.annotations.Nullable Throwable cause) {
        return new AuditUnavailableException(
                "this session cannot be recorded any more, so nothing runs in it: %s; free or repair the disk and connect again"
                        .formatted(broken),
                cause);
    }
}
