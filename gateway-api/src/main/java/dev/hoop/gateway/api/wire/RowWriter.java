package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.Value.InPieces.Form;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes cells, each with its tag, one after the other; the body of a Rows message and the form of every parameter. Not thread-safe. */
public final class RowWriter implements CellSink {
    private final WireWriter out;
    private final @Nullable List<LargeCell> inPieces;
    private final Numbers numbers;

    /** What large cells are told apart by. */
    private enum Numbers {
        NONE,
        IN_ROW
    }

    /** Writes every value whole. */
    public RowWriter(WireWriter out) {
        this(out, null, Numbers.NONE);
    }

    private RowWriter(WireWriter out, @Nullable List<LargeCell> inPieces, Numbers numbers) {
        this.out = out;
        this.inPieces = inPieces;
        this.numbers = numbers;
    }

    /** Leaves the content of large cells to whoever {@linkplain #takeLarge takes} them. */
    public static RowWriter inPieces(WireWriter out) {
        return new RowWriter(out, new ArrayList<>(), Numbers.IN_ROW);
    }

    /** As {@link #inPieces}, for cells that are handed over again: a large one has no number until then. */
    public static RowWriter aside(WireWriter out) {
        return new RowWriter(out, new ArrayList<>(), Numbers.NONE);
    }

    @Override
    public void nothing() {
        out.u8(CellTag.NULL);
    }

    @Override
    public void bool(boolean value) {
        out.u8(value ? CellTag.TRUE : CellTag.FALSE);
    }

    @Override
    public void int64(long value) {
        out.u8(CellTag.INT64);
        out.varint(value);
    }

    @Override
    public void float32(float value) {
        out.u8(CellTag.FLOAT32);
        out.i32(Float.floatToRawIntBits(value));
    }

    @Override
    public void float64(double value) {
        out.u8(CellTag.FLOAT64);
        out.i64(Double.doubleToRawLongBits(value));
    }

    @Override
    public void decimal(BigDecimal value) {
        ValueCodec.writeDecimal(value, out);
    }

    @Override
    public void text(String value) {
        out.u8(CellTag.TEXT);
        out.shortText(value);
    }

    @Override
    public void ascii(byte[] value) {
        out.u8(CellTag.TEXT);
        out.shortBytes(value);
    }

    @Override
    public void bytes(byte[] value) {
        out.u8(CellTag.BYTES);
        out.shortBytes(value);
    }

    @Override
    public void date(LocalDate value) {
        out.u8(CellTag.DATE);
        out.varint(value.toEpochDay());
    }

    @Override
    public void time(LocalTime value) {
        out.u8(CellTag.TIME);
        out.varint(value.toNanoOfDay());
    }

    @Override
    public void timeWithOffset(OffsetTime value) {
        out.u8(CellTag.TIME_WITH_OFFSET);
        out.varint(value.toLocalTime().toNanoOfDay());
        out.varint(value.getOffset().getTotalSeconds());
    }

    @Override
    public void timestamp(LocalDateTime value) {
        out.u8(CellTag.TIMESTAMP);
        local(value);
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value) {
        out.u8(CellTag.TIMESTAMP_WITH_OFFSET);
        local(value.toLocalDateTime());
        out.varint(value.getOffset().getTotalSeconds());
    }

    @Override
    public void uuid(UUID value) {
        out.u8(CellTag.UUID);
        out.i64(value.getMostSignificantBits());
        out.i64(value.getLeastSignificantBits());
    }

    @Override
    public void array(Value.Array value) {
        ValueCodec.writeArray(value, out, 0);
    }

    @Override
    public void vendor(String text) {
        vendor("", text);
    }

    @Override
    public void large(LargeCell cell) {
        if (inPieces == null) {
            CellSink.super.large(cell);
        } else {
            inPieces(cell.form(), numbers == Numbers.NONE ? 0 : inPieces.size(), cell.length());
            inPieces.add(cell);
        }
    }

    /** The large cells that were written since this was last asked; their content is still to be sent. */
    public List<LargeCell> takeLarge() {
        if (inPieces == null || inPieces.isEmpty()) {
            return List.of();
        }
        List<LargeCell> taken = List.copyOf(inPieces);
        inPieces.clear();
        return taken;
    }

    /**
     * Hands all cells behind the first so many bytes to a sink: as they stand to another writer of cells, decoded to any other. Large ones
     * are taken, and handed over as what the function makes of them.
     */
    public void handOverRest(int from, CellSink sink, UnaryOperator<LargeCell> passing) {
        if (sink instanceof RowWriter writer && (inPieces == null || inPieces.isEmpty())) {
            writer.out.raw(out.array(), from, out.size() - from);
            return;
        }
        Iterator<LargeCell> large = takeLarge().iterator();
        WireReader in = new WireReader(out.array(), from, out.size() - from);
        while (in.remaining() > 0) {
            Value value = ValueCodec.read(in);
            if (value instanceof Value.InPieces) {
                sink.large(passing.apply(large.next()));
            } else {
                value.writeTo(sink);
            }
        }
    }

    /** How many bytes there are up to the end of the cell that is behind the first so many. */
    public int cellEnd(int from) {
        WireReader in = new WireReader(out.array(), from, out.size() - from);
        ValueCodec.read(in);
        return out.size() - in.remaining();
    }

    /**
     * Hands the cell that so many bytes behind the first are to a sink: decoded, or as it stands to another writer of cells, and then it may
     * be several beside each other.
     */
    public void handOver(int from, int length, CellSink sink) {
        if (sink instanceof RowWriter writer) {
            writer.out.raw(out.array(), from, length);
        } else {
            ValueCodec.read(new WireReader(out.array(), from, length)).writeTo(sink);
        }
    }

    void inPieces(Form form, int number, long length) {
        out.u8(form == Form.TEXT ? CellTag.LARGE_TEXT : CellTag.LARGE_BYTES);
        out.varint(number);
        out.varint(length);
    }

    void vendor(String typeName, String text) {
        out.u8(CellTag.VENDOR);
        out.shortText(typeName);
        out.shortText(text);
    }

    void wallClock(Value.WallClock value) {
        out.u8(CellTag.WALL_CLOCK);
        local(value.value());
        out.shortText(value.zone().getId());
    }

    private void local(LocalDateTime value) {
        out.varint(value.toLocalDate().toEpochDay());
        out.varint(value.toLocalTime().toNanoOfDay());
    }
}
