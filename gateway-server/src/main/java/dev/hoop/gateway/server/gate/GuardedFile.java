package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.FileAttributes;
import dev.hoop.gateway.engine.FileStream;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/** An open file whose content is bounded, counted and, as long as it passes from its beginning on in order, digested. Closing it records the outcome. */
final class GuardedFile implements FileStream {
    private final FileStream stream;
    private final long mostBytes;
    private final ContentCopy copy;
    private final Tally tally;
    private final Ending ending;
    private final MessageDigest digest = sha256();
    private long read;
    private long written;
    private long next;
    private boolean inOrder = true;

    GuardedFile(FileStream stream, long mostBytes, ContentCopy copy, Tally tally, Ending ending) {
        this.stream = stream;
        this.mostBytes = mostBytes;
        this.copy = copy;
        this.tally = tally;
        this.ending = ending;
    }

    @Override
    public int read(long at, byte[] into, int length) {
        int count = guarded(() -> stream.read(at, into, length));
        if (count > 0) {
            read += count;
            bound(Math.max(read, at + count), Effect.SENT_UNKNOWN);
            copy.take(at, into, 0, count);
            take(at, into, 0, count);
        }
        return count;
    }

    @Override
    public void write(long at, byte[] bytes, int offset, int length) {
        bound(Math.max(written + length, at + length), Effect.SENT_UNKNOWN);
        copy.take(at, bytes, offset, length);
        guarded(() -> {
            stream.write(at, bytes, offset, length);
            return true;
        });
        written += length;
        take(at, bytes, offset, length);
    }

    private void bound(long bytes, Effect effect) {
        if (bytes > mostBytes) {
            GatewayException over = new GatewayException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "files on this target may have %d bytes at most; ask the policy's owner for a larger max-file-bytes"
                            .formatted(mostBytes));
            remark();
            ending.stopped(over, effect);
            throw over;
        }
    }

    private void take(long at, byte[] bytes, int offset, int length) {
        inOrder = inOrder && at == next;
        next = at + length;
        if (inOrder) {
            digest.update(bytes, offset, length);
        }
    }

    @Override
    public FileAttributes attributes() {
        return guarded(stream::attributes);
    }

    @Override
    public void close() {
        guarded(() -> {
            stream.close();
            return true;
        });
        remark();
        ending.succeeded();
    }

    private void remark() {
        tally.remark("read_bytes", Long.toString(read));
        tally.remark("written_bytes", Long.toString(written));
        copy.remark(tally);
        if (inOrder && next > 0) {
            tally.remark("content_sha256", HexFormat.of().formatHex(digest.digest()));
        }
    }

    private <T> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (TargetException failure) {
            throw ending.failed(failure);
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
