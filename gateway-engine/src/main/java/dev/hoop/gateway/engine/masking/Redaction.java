package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Puts one fixed value of its type in the place of every value, so that neither content nor length shows. The fixed value depends on the
 * column alone. A value of a type that only its database knows becomes NULL: no text is sure to be of that type.
 */
final class Redaction implements Disguise {
    private static final LocalDate DAY = LocalDate.of(1970, 1, 1);
    private static final UUID ZERO = new UUID(0, 0);
    private static final int MOST_SCALE = 1000;

    private final String fixedText;
    private final BigDecimal zero;

    Redaction(Column column) {
        this.fixedText = fixedText(column);
        this.zero = BigDecimal.ZERO.setScale(Math.max(0, Math.min(column.scale(), MOST_SCALE)));
    }

    private static String fixedText(Column column) {
        String type = column.typeName().toLowerCase(Locale.ROOT);
        if (type.startsWith("json")) {
            return "\"redacted\"";
        }
        if (column.jdbcType() == Types.SQLXML || type.equals("xml")) {
            return "<redacted/>";
        }
        int width = Width.of(column);
        return width >= "redacted".length() ? "redacted" : "*".repeat(width);
    }

    @Override
    public void bool(boolean value, CellSink out) {
        out.bool(false);
    }

    @Override
    public void int64(long value, CellSink out) {
        out.int64(0);
    }

    @Override
    public void float32(float value, CellSink out) {
        out.float32(0);
    }

    @Override
    public void float64(double value, CellSink out) {
        out.float64(0);
    }

    @Override
    public void decimal(BigDecimal value, CellSink out) {
        out.decimal(zero);
    }

    @Override
    public void text(String value, CellSink out) {
        out.text(fixedText);
    }

    @Override
    public void bytes(byte[] value, CellSink out) {
        out.bytes(new byte[0]);
    }

    @Override
    public void date(LocalDate value, CellSink out) {
        out.date(DAY);
    }

    @Override
    public void time(LocalTime value, CellSink out) {
        out.time(LocalTime.MIDNIGHT);
    }

    @Override
    public void timeWithOffset(OffsetTime value, CellSink out) {
        out.timeWithOffset(LocalTime.MIDNIGHT.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void timestamp(LocalDateTime value, CellSink out) {
        out.timestamp(DAY.atStartOfDay());
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value, CellSink out) {
        out.timestampWithOffset(DAY.atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    @Override
    public void uuid(UUID value, CellSink out) {
        out.uuid(ZERO);
    }

    @Override
    public void array(Value.Array value, CellSink out) {
        out.array(new Value.Array(value.elementTypeName(), List.of()));
    }

    @Override
    public void vendor(String text, CellSink out) {
        out.nothing();
    }
}
