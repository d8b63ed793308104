package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.value.Value.InPieces.Form;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A large cell that leaves behind how much of it passed, and the digest of that. Not thread-safe. */
final class DigestedCell implements LargeCell {
    private final LargeCell cell;
    private final MessageDigest digest = TrailHasher.sha256();
    private long passed;

    DigestedCell(LargeCell cell) {
        this.cell = cell;
    }

    @Override
    public Form form() {
        return cell.form();
    }

    @Override
    public long length() {
        return cell.length();
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer piece = cell.next();
        if (piece != null) {
            see(piece.duplicate());
        }
        return piece;
    }

    @Override
    public byte[] whole() {
        byte[] all = cell.whole();
        see(ByteBuffer.wrap(all));
        return all;
    }

    @Override
    public void close() {
        cell.close();
    }

    private void see(ByteBuffer content) {
        passed += content.remaining();
        digest.update(content);
    }

    /** To be called once, when no more of it will pass. */
    void writeTo(CellSink sink) {
        sink.int64(passed);
        sink.bytes(digest.digest());
    }
}
