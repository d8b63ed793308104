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
 * Rows that leave a copy behind: the first ones as text, and a digest. Beyond what is kept a cell costs a few bytes in a buffer that is
 * digested now and then, or nothing when only kept rows are digested. Not thread-safe.
 */
final class TappedRows implements Rows {
    private static final int DIGEST_AT = 16 * 1024;

    /** Takes what is kept. */
    interface Keeper {
        void row(byte[] json);

        void end(long passed, long kept, String digest);
    }

    private final Rows rows;
    private final Keeper keeper;
    private final RecordingOptions options;
    private final CellText text = new CellText();
    private final WireWriter bytes = new WireWriter(1024);
    private final RowWriter cells = new RowWriter(bytes);
    private final TeeSink keepingTee = new TeeSink(text, cells, this::noted);
    private final TeeSink digestingTee = new TeeSink(cells, text, this::digested);
    private final MessageDigest digest = TrailHasher.sha256();
    private final List<DigestedCell> large = new ArrayList<>();
    private long passed;
    private long kept;
    private long keptBytes;
    private boolean inRow;
    private boolean keeping;
    private boolean ended;

    TappedRows(Rows rows, Keeper keeper, RecordingOptions options) {
        this.rows = rows;
        this.keeper = keeper;
        this.options = options;
        this.keeping = options.rowsPerStatement() > 0;
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        endRow();
        inRow = rows.next();
        if (!inRow) {
            end();
            return false;
        }
        passed++;
        keeping = keeping && kept < options.rowsPerStatement() && keptBytes < options.bytesPerStatement();
        if (keeping) {
            text.beginRow();
        }
        return true;
    }

    @Override
    public void read(int column, CellSink sink) {
        if (keeping) {
            rows.read(column, keepingTee.between(text, digestingTee.between(cells, sink)));
        } else if (options.digest() == RecordingOptions.Digested.ALL_ROWS) {
            rows.read(column, digestingTee.between(cells, sink));
        } else {
            rows.read(column, sink);
        }
    }

    private LargeCell noted(LargeCell cell) {
        text.large(cell);
        return cell;
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
        if (inRow && keeping) {
            byte[] row = text.row();
            keeper.row(row);
            kept++;
            keptBytes += row.length;
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
            keeper.end(passed, kept, HexFormat.of().formatHex(digest.digest()));
        }
    }

    @Override
    public boolean ready() {
        return rows.ready();
    }

    @Override
    public void close() {
        try {
            endRow();
            inRow = false;
            end();
        } finally {
            rows.close();
        }
    }
}
