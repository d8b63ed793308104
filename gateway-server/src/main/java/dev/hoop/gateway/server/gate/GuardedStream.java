package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.masking.StreamMask;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What one stream of a command shows: masked, counted, digested and recorded, in this order, so that the recording is what was seen. */
final class GuardedStream {
    /** How long a prompt may be held back. */
    private static final Duration SILENCE = Duration.ofMillis(40);

    private static final int CHUNK = 16 * 1024;

    private final SessionRecording recording;
    private final Permit permit;
    private final CommandRun.Stream stream;
    private final StreamMask mask;
    private final Raw raw;
    private final MessageDigest digest = sha256();
    /** What is forwarded is counted and digested alone. */
    private final boolean kept;

    private final byte[] chunk;
    private byte[] shown = new byte[0];
    private int shownFrom;
    private int shownTo;
    private long passed;
    private boolean ended;

    /** Looks at what the target wrote, before it is masked. */
    interface Raw {
        void read(CommandRun.Stream stream, byte[] bytes, int length);
    }

    GuardedStream(SessionRecording recording, Permit permit, CommandRun.Stream stream, StreamMask mask, Raw raw) {
        this.recording = recording;
        this.permit = permit;
        this.stream = stream;
        this.mask = mask;
        this.raw = raw;
        this.kept = !permit.claim().facts().kinds().equals(Set.of(StatementKind.FORWARD));
        this.chunk = mask.isIdle() ? new byte[0] : new byte[CHUNK];
    }

    /** As {@link CommandRun#read}. What is held back, for it may be the beginning of something hidden, is let go after a moment of silence. */
    int read(CommandRun run, byte[] into, Duration within) {
        if (mask.isIdle()) {
            int count = run.read(stream, into, within);
            if (count > 0) {
                raw.read(stream, into, count);
                keep(into, 0, count);
            }
            return count;
        }
        while (shownFrom == shownTo) {
            if (ended) {
                return -1;
            }
            boolean isHeld = mask.held() > 0;
            int count = run.read(stream, chunk, isHeld && within.compareTo(SILENCE) > 0 ? SILENCE : within);
            if (count > 0) {
                raw.read(stream, chunk, count);
                mask.accept(chunk, 0, count, this::show);
            } else if (count < 0) {
                ended = true;
                mask.end(this::show);
            } else if (isHeld) {
                mask.flush(this::show);
                if (shownFrom == shownTo) {
                    return 0;
                }
            } else {
                return 0;
            }
        }
        return taken(into);
    }

    private int taken(byte[] into) {
        int count = Math.min(into.length, shownTo - shownFrom);
        System.arraycopy(shown, shownFrom, into, 0, count);
        shownFrom += count;
        return count;
    }

    private void show(byte[] bytes, int offset, int length) {
        keep(bytes, offset, length);
        if (shownFrom == shownTo) {
            shownFrom = 0;
            shownTo = 0;
        }
        if (shownTo + length > shown.length) {
            shown = Arrays.copyOf(shown, Math.max(2 * shown.length, shownTo + length));
        }
        System.arraycopy(bytes, offset, shown, shownTo, length);
        shownTo += length;
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (kept) {
            recording.wrote(permit.receipt(), stream, bytes, offset, length);
        }
        digest.update(bytes, offset, length);
        passed += length;
    }

    Map<String, Long> masked() {
        return mask.counts();
    }

    void remark(Tally tally) {
        String name = stream.name().toLowerCase(Locale.ROOT);
        tally.remark(name + "_bytes", Long.toString(passed));
        if (passed > 0) {
            tally.remark(name + "_sha256", HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
