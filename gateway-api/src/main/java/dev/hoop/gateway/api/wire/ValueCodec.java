package dev.hoop.gateway.api.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.Value.InPieces.Form;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The bytes of one tagged value. Reading is bounded: arrays nest at most {@value #MAX_DEPTH} deep. */
public final class ValueCodec {
    static final int MAX_DEPTH = 16;
    /** More large values than one row or request can have. */
    private static final int MAX_LARGE = 1_000_000;
    /** No database has wider decimals; the bound keeps a few bytes from standing for a number of gigabytes once it is printed. */
    private static final int MAX_SCALE = 200_000;
    /** Some 157,000 digits; PostgreSQL has at most 147,455. Printing takes time by the square of the digits. */
    private static final int MAX_UNSCALED_BYTES = 64 * 1024;

    private static final Value NULL = new Value.Null();
    private static final Value FALSE = new Value.Bool(false);
    private static final Value TRUE = new Value.Bool(true);

    private ValueCodec() {}

    /**
     * Writes one value.
     *
     * @throws GatewayException with {@link ErrorCode#INVALID_REQUEST} if no reader would take it
     */
    public static void write(Value value, WireWriter out) {
        write(value, out, 0);
    }

    private static void write(Value value, WireWriter out, int depth) {
        RowWriter cells = new RowWriter(out);
        if (value instanceof Value.Array array) {
            writeArray(array, out, depth);
        } else if (value instanceof Value.Vendor vendor) {
            cells.vendor(vendor.typeName(), vendor.text());
        } else if (value instanceof Value.WallClock clock) {
            cells.wallClock(clock);
        } else if (value instanceof Value.InPieces pieces) {
            requireOutermost(depth);
            cells.inPieces(pieces.form(), pieces.number(), pieces.length());
        } else if (value instanceof Value.LargeBytes large) {
            kept(Form.BYTES, large.length(), large.digest(), out);
        } else if (value instanceof Value.LargeText large) {
            kept(Form.TEXT, large.length(), large.digest(), out);
        } else {
            value.writeTo(cells);
        }
    }

    private static void requireOutermost(int depth) {
        if (depth > 0) {
            throw unsendable("a large value is an element of an array");
        }
    }

    /** Never sent: what stands for the content where a value is digested. */
    private static void kept(Form form, long length, String digest, WireWriter out) {
        out.u8(form == Form.TEXT ? CellTag.LARGE_TEXT : CellTag.LARGE_BYTES);
        out.varint(length);
        out.shortText(digest);
    }

    static void writeArray(Value.Array array, WireWriter out, int depth) {
        if (depth >= MAX_DEPTH) {
            throw unsendable("an array nests deeper than " + MAX_DEPTH);
        }
        out.u8(CellTag.ARRAY);
        out.shortText(array.elementTypeName());
        out.unsigned(array.elements().size());
        for (Value element : array.elements()) {
            write(element, out, depth + 1);
        }
    }

    static void writeDecimal(BigDecimal value, WireWriter out) {
        if (Math.abs((long) value.scale()) > MAX_SCALE
                || value.unscaledValue().bitLength() / 8 + 1 > MAX_UNSCALED_BYTES) {
            throw unsendable("a decimal has more digits or a larger scale than any database holds");
        }
        out.u8(CellTag.DECIMAL);
        out.varint(value.scale());
        out.shortBytes(value.unscaledValue().toByteArray());
    }

    private static GatewayException unsendable(String what) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, what + "; give the value in another form");
    }

    public static Value read(WireReader in) {
        return read(in, 0);
    }

    private static Value read(WireReader in, int depth) {
        int tag = in.u8();
        try {
            return switch (tag) {
                case CellTag.NULL -> NULL;
                case CellTag.FALSE -> FALSE;
                case CellTag.TRUE -> TRUE;
                case CellTag.INT64 -> new Value.Int64(in.varint());
                case CellTag.FLOAT32 -> new Value.Float32(Float.intBitsToFloat(in.i32()));
                case CellTag.FLOAT64 -> new Value.Float64(Double.longBitsToDouble(in.i64()));
                case CellTag.DECIMAL -> new Value.Decimal(decimal(in));
                case CellTag.TEXT -> new Value.Text(in.shortText());
                case CellTag.BYTES -> new Value.Bytes(in.shortBytes());
                case CellTag.DATE -> new Value.Date(LocalDate.ofEpochDay(in.varint()));
                case CellTag.TIME -> new Value.Time(LocalTime.ofNanoOfDay(in.varint()));
                case CellTag.TIME_WITH_OFFSET ->
                    new Value.TimeWithOffset(OffsetTime.of(LocalTime.ofNanoOfDay(in.varint()), offset(in)));
                case CellTag.TIMESTAMP -> new Value.Timestamp(local(in));
                case CellTag.TIMESTAMP_WITH_OFFSET ->
                    new Value.TimestampWithOffset(OffsetDateTime.of(local(in), offset(in)));
                case CellTag.UUID -> new Value.Uuid(new UUID(in.i64(), in.i64()));
                case CellTag.ARRAY -> array(in, depth);
                case CellTag.VENDOR -> new Value.Vendor(in.shortText(), in.shortText());
                case CellTag.WALL_CLOCK -> new Value.WallClock(local(in), ZoneId.of(in.shortText()));
                case CellTag.LARGE_TEXT -> inPieces(Form.TEXT, in, depth);
                case CellTag.LARGE_BYTES -> inPieces(Form.BYTES, in, depth);
                default -> throw new ProtocolException("unknown value tag " + tag);
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw new ProtocolException("a value with tag " + tag + " is out of range");
        }
    }

    /** Steps over one value without decoding it; the offsets of cells in a row are found this way. */
    static void skip(WireReader in) {
        skip(in, 0);
    }

    private static void skip(WireReader in, int depth) {
        int tag = in.u8();
        switch (tag) {
            case CellTag.NULL, CellTag.FALSE, CellTag.TRUE -> {}
            case CellTag.INT64, CellTag.DATE, CellTag.TIME -> in.varint();
            case CellTag.FLOAT32 -> in.skip(4);
            case CellTag.FLOAT64 -> in.skip(8);
            case CellTag.DECIMAL -> {
                in.varint();
                in.skip(in.shortLength());
            }
            case CellTag.TEXT, CellTag.BYTES -> in.skip(in.shortLength());
            case CellTag.TIME_WITH_OFFSET, CellTag.TIMESTAMP -> {
                in.varint();
                in.varint();
            }
            case CellTag.TIMESTAMP_WITH_OFFSET -> {
                in.varint();
                in.varint();
                in.varint();
            }
            case CellTag.UUID -> in.skip(16);
            case CellTag.VENDOR -> {
                in.skip(in.shortLength());
                in.skip(in.shortLength());
            }
            case CellTag.WALL_CLOCK -> {
                in.varint();
                in.varint();
                in.skip(in.shortLength());
            }
            case CellTag.LARGE_TEXT, CellTag.LARGE_BYTES -> inPieces(Form.BYTES, in, depth);
            case CellTag.ARRAY -> {
                deeper(depth);
                in.skip(in.shortLength());
                int count = in.shortLength();
                for (int i = 0; i < count; i++) {
                    skip(in, depth + 1);
                }
            }
            default -> throw new ProtocolException("unknown value tag " + tag);
        }
    }

    @CanIgnoreReturnValue
    private static Value inPieces(Form form, WireReader in, int depth) {
        long number = in.varint();
        long length = in.varint();
        if (depth > 0 || length < -1 || number < 0 || number > MAX_LARGE) {
            throw new ProtocolException("a large value has no number or length, or is an element of an array");
        }
        return new Value.InPieces(form, (int) number, length);
    }

    private static Value array(WireReader in, int depth) {
        deeper(depth);
        String typeName = in.shortText();
        int count = in.shortLength();
        List<Value> elements = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            elements.add(read(in, depth + 1));
        }
        return new Value.Array(typeName, elements);
    }

    private static void deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new ProtocolException("an array nests deeper than " + MAX_DEPTH);
        }
    }

    private static BigDecimal decimal(WireReader in) {
        long scale = in.varint();
        if (scale < -MAX_SCALE || scale > MAX_SCALE) {
            throw new ProtocolException("a decimal has scale " + scale + ", limit " + MAX_SCALE);
        }
        byte[] unscaled = in.shortBytes(MAX_UNSCALED_BYTES);
        return new BigDecimal(new BigInteger(unscaled), (int) scale);
    }

    private static LocalDateTime local(WireReader in) {
        return LocalDateTime.of(LocalDate.ofEpochDay(in.varint()), LocalTime.ofNanoOfDay(in.varint()));
    }

    private static ZoneOffset offset(WireReader in) {
        return ZoneOffset.ofTotalSeconds(Math.toIntExact(Math.max(Math.min(in.varint(), 1_000_000), -1_000_000)));
    }
}
