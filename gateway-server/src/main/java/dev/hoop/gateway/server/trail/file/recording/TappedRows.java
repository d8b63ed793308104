package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows that leave a copy behind: the first ones, and a digest of all. A cell is encoded once, here, and what it was encoded to is digested,
 * kept and handed on; so nothing passes that was not seen. Where only kept rows are digested, those beyond pass untouched. Not thread-safe.
 */
final class TappedRows implements Rows {
    private static final int DIGEST_AT = 16 * 1024;

    private final Rows rows;
    private final Kept kept;
    private final boolean digestsAll;
    private final WireWriter bytes = new WireWriter(1024);
    private final RowWriter cells = RowWriter.aside(bytes);
    private final MessageDigest digest = TrailHasher.sha256();
    private final List<DigestedCell> large = new ArrayList<>();
    private long passed;
    private boolean keeping;
    private boolean ended;

    TappedRows(Rows rows, Kept.Keeper keeper, RecordingOptions options) {
        this.rows = rows;
        this.kept = new Kept(keeper, rows.columns().size(), options);
        this.digestsAll = options.digest() == RecordingOptions.Digested.ALL_ROWS;
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        endRow();
        if (!rows.next()) {
            end();
            return false;
        }
        passed++;
        keeping = kept.begins();
        return true;
    }

    @Override
    public void read(int column, CellSink sink) {
        read(column, column + 1, sink);
    }

    @Override
    public void read(int from, int to, CellSink sink) {
        if (!keeping && !digestsAll) {
            rows.read(from, to, sink);
            return;
        }
        int begin = bytes.size();
        rows.read(from, to, cells);
        if (keeping) {
            kept.cells(from, to, cells, begin, bytes.size() - begin);
        }
        cells.handOverRest(begin, sink, this::digested);
    }

    private LargeCell digested(LargeCell cell) {
        DigestedCell seen = new DigestedCell(cell);
        large.add(seen);
        return seen;
    }

    /** Large cells are digested when they have passed: what they were, behind the row they were in. */
    private void endLarge() {
        large.forEach(cell -> cell.writeTo(cells));
        large.clear();
    }

    private void endRow() {
        endLarge();
        if (keeping) {
            keeping = false;
            kept.endRow();
        }
        if (bytes.size() >= DIGEST_AT) {
            digestGathered();
        }
    }

    private void digestGathered() {
        try {
            bytes.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a digest takes everything
        }
        bytes.clear();
    }

    private void end() {
        if (!ended) {
            ended = true;
            digestGathered();
            kept.end(passed, HexFormat.of().formatHex(digest.digest()));
        }
    }

    @Override
    public boolean ready() {
        return rows.ready();
    }

    @Override
    public boolean isLast() {
        return rows.isLast();
    }

    @Override
    public void close() {
        try {
            endRow();
            end();
        } finally {
            rows.close();
        }
    }
}
