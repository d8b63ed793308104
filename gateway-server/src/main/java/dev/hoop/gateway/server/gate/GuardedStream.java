package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/** What one stream of a command shows: masked, counted, digested and recorded, in this order, so that the recording is what was seen. */
final class GuardedStream {
    private final SessionRecording recording;
    private final Permit permit;
    private final CommandRun.Stream stream;
    private final MessageDigest digest = sha256();
    private long passed;

    GuardedStream(SessionRecording recording, Permit permit, CommandRun.Stream stream, MaskTools tools) {
        this.recording = recording;
        this.permit = permit;
        this.stream = stream;
    }

    int read(CommandRun run, byte[] into, Duration within) {
        int count = run.read(stream, into, within);
        if (count > 0) {
            show(into, 0, count);
        }
        return count;
    }

    private void show(byte[] bytes, int offset, int length) {
        recording.wrote(permit.receipt(), stream, bytes, offset, length);
        digest.update(bytes, offset, length);
        passed += length;
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
