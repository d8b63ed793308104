package dev.hoop.gateway.server.trail.file.recording;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.trail.file.record.JsonBytes;
import dev.hoop.gateway.server.trail.file.record.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Lines, and blocks of kept rows behind theirs, on their way into frames. Once a write has failed, or the last frame is written, nothing more
 * is taken: a recording has no holes, and who would show what comes behind its end is told. One thread at a time adds;
 * {@link #flushGathered} is for any.
 */
final class RecordingWriter implements LateFrames.Gathering {
    /** What a recording that waits keeps room for: there may be thousands of them. */
    private static final int IDLE_BYTES = 1024;

    /** So much is not left for the next round. */
    private static final int MUCH = 32 * 1024;

    private final SessionOpening opening;
    private final RecordingFile file;
    private final InstantSource clock;
    private final LateFrames late;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Frames.Writer frames;

    @GuardedBy("lock")
    private JsonBytes lines = new JsonBytes(IDLE_BYTES);

    @GuardedBy("lock")
    private boolean noted;

    @GuardedBy("lock")
    private String broken = "";

    @GuardedBy("lock")
    private boolean ended;

    RecordingWriter(
            SessionOpening opening, RecordingFile file, Frames.Writer frames, InstantSource clock, LateFrames late) {
        this.opening = opening;
        this.file = file;
        this.frames = frames;
        this.clock = clock;
        this.late = late;
    }

    /** A line of this type, at this moment. */
    JsonWriter line(String type) {
        return new JsonWriter()
                .text("type", type)
                .number("ms", Duration.between(opening.at(), clock.instant()).toMillis());
    }

    void add(JsonWriter line) {
        synchronized (lock) {
            requireWhole();
            lines.json(line.object()).sign('\n');
            flushWhenMuch();
        }
    }

    /** A line that announces a block, and the block. */
    void add(JsonWriter line, byte[] block, int offset, int length) {
        synchronized (lock) {
            requireWhole();
            lines.json(line.object()).sign('\n').block(block, offset, length);
            flushWhenMuch();
        }
    }

    @GuardedBy("lock")
    private void flushWhenMuch() {
        if (lines.size() >= Frames.BYTES) {
            flush();
        }
    }

    /** Hands what gathered to the operating system. */
    void flush() {
        synchronized (lock) {
            requireWhole();
            if (lines.size() > 0) {
                frame(Frames.Place.MORE);
            }
        }
    }

    /** Lets what gathered be handed to the operating system within milliseconds; with the next {@link #flush} at the latest. */
    void flushLater() {
        boolean fresh;
        boolean much;
        synchronized (lock) {
            requireWhole();
            fresh = !noted;
            much = lines.size() >= MUCH;
            noted = true;
        }
        if (fresh && !late.note(this)) {
            flushGathered();
        }
        if (much) {
            late.hurry();
        }
    }

    @Override
    public boolean flushGathered() {
        synchronized (lock) {
            noted = false;
            if (whole() && lines.size() > 0) {
                flush();
                return true;
            }
            return false;
        }
    }

    /** Writes the last frame. */
    void close() {
        synchronized (lock) {
            requireWhole();
            ended = true;
            frame(Frames.Place.LAST);
        }
    }

    /** Makes durable what was closed. */
    ClosedRecording secure() {
        synchronized (lock) {
            try {
                file.sync();
                file.close();
            } catch (IOException e) {
                throw failed(e);
            }
            return new ClosedRecording(
                    opening, file.path(), frames.frames(), HexFormat.of().formatHex(frames.digest()));
        }
    }

    /** Lets the file go as it is. */
    void abandon() {
        synchronized (lock) {
            ended = true;
            try {
                file.close();
            } catch (IOException e) {
                broken = e.toString(); // it was not whole before
            }
        }
    }

    @GuardedBy("lock")
    private boolean whole() {
        return broken.isEmpty() && !ended;
    }

    @GuardedBy("lock")
    private void frame(Frames.Place place) {
        try {
            frames.write(lines.toByteArray(), place);
            if (lines.size() <= IDLE_BYTES) {
                lines.clear();
            } else {
                lines = new JsonBytes(IDLE_BYTES);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @GuardedBy("lock")
    private void requireWhole() {
        if (!broken.isEmpty()) {
            throw unavailable(null);
        }
        if (ended) {
            throw new AuditUnavailableException(
                    "this session has ended, and its recording with it: nothing more runs or is shown in it", null);
        }
    }

    @GuardedBy("lock")
    private AuditUnavailableException failed(IOException e) {
        broken = e.toString();
        return unavailable(e);
    }

    @GuardedBy("lock")
    private AuditUnavailableException unavailable(@org.jspecify.annotations.Nullable Throwable cause) {
        return new AuditUnavailableException(
                "this session cannot be recorded any more, so nothing runs in it: %s; free or repair the disk and connect again"
                        .formatted(broken),
                cause);
    }
}
