package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.ValueSink;
import dev.hoop.gateway.engine.detect.Entity;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Looks into values that no rule for columns covers. Texts, and bytes that are UTF-8, lose the parts that are personal data or secrets; numbers
 * are looked at where the column's name says what they are; all else passes.
 *
 * @param rest what stands for a value that cannot be shown in part
 */
record Searched(ContentMask content, Set<Entity> hinted, Redaction rest, int width) implements Disguise {
    @Override
    public void text(String value, CellSink out) {
        Optional<String> shown = content.shown(value, hinted);
        if (shown.isEmpty()) {
            out.nothing();
        } else if (shown.get().length() > width
                && shown.get().codePointCount(0, shown.get().length()) > width) {
            rest.text(value, out);
        } else {
            out.text(shown.get());
        }
    }

    @Override
    public void vendor(String text, CellSink out) {
        content.shown(text, hinted).ifPresentOrElse(out::vendor, out::nothing);
    }

    @Override
    public void bytes(byte[] value, CellSink out) {
        String text = decoded(value);
        Optional<String> shown = content.shown(text, hinted);
        if (shown.isEmpty()) {
            out.nothing();
        } else {
            out.bytes(shown.get().equals(text) ? value : shown.get().getBytes(UTF_8));
        }
    }

    /** The text that bytes are, or none. */
    private static String decoded(byte[] value) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException noText) {
            return "";
        }
    }

    @Override
    public void array(Value.Array value, CellSink out) {
        List<Value> shown = new ArrayList<>(value.elements().size());
        MaskingSink mask = new MaskingSink(this);
        for (Value element : value.elements()) {
            ValueSink sink = new ValueSink();
            element.writeTo(mask.before(sink));
            boolean own = element instanceof Value.Vendor && sink.value() instanceof Value.Vendor;
            shown.add(own ? named((Value.Vendor) element, (Value.Vendor) sink.value()) : sink.value());
        }
        out.array(new Value.Array(value.elementTypeName(), shown));
    }

    private static Value named(Value.Vendor type, Value.Vendor text) {
        return new Value.Vendor(type.typeName(), text.text());
    }

    @Override
    public void int64(long value, CellSink out) {
        if (!hinted.isEmpty() && content.finds(Long.toString(value), hinted)) {
            rest.int64(value, out);
        } else {
            out.int64(value);
        }
    }

    @Override
    public void decimal(BigDecimal value, CellSink out) {
        if (!hinted.isEmpty() && content.finds(value.toPlainString(), hinted)) {
            rest.decimal(value, out);
        } else {
            out.decimal(value);
        }
    }

    @Override
    public void float64(double value, CellSink out) {
        boolean whole = !hinted.isEmpty() && value == Math.rint(value) && Math.abs(value) < 1e15;
        if (whole && content.finds(Long.toString((long) value), hinted)) {
            rest.float64(value, out);
        } else {
            out.float64(value);
        }
    }

    @Override
    public void float32(float value, CellSink out) {
        out.float32(value);
    }

    @Override
    public void bool(boolean value, CellSink out) {
        out.bool(value);
    }

    @Override
    public void date(LocalDate value, CellSink out) {
        out.date(value);
    }

    @Override
    public void time(LocalTime value, CellSink out) {
        out.time(value);
    }

    @Override
    public void timeWithOffset(OffsetTime value, CellSink out) {
        out.timeWithOffset(value);
    }

    @Override
    public void timestamp(LocalDateTime value, CellSink out) {
        out.timestamp(value);
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value, CellSink out) {
        out.timestampWithOffset(value);
    }

    @Override
    public void uuid(UUID value, CellSink out) {
        out.uuid(value);
    }
}
