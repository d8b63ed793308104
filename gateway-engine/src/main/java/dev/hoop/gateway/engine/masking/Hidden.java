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
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Puts one and the same cell in the place of every cell, NULL included: {@code nullif(ssn, ?)} would answer a guess by being NULL. What the
 * cell is follows from the column alone, never from the value; where no fixed value is sure to be of the column's type it is NULL.
 */
final class Hidden implements Disguise {
    private static final Set<String> NOT_AS_ANNOUNCED = Set.of("money", "year", "bit", "varbit", "interval");

    private final Column column;
    private final Redaction redaction;

    Hidden(Column column, Redaction redaction) {
        this.column = column;
        this.redaction = redaction;
    }

    private void cell(CellSink out) {
        String type = column.typeName().toLowerCase(Locale.ROOT);
        if (type.equals("uuid")) {
            redaction.uuid(new UUID(0, 0), out);
        } else if (NOT_AS_ANNOUNCED.contains(type)) {
            out.nothing();
        } else if (type.startsWith("json")) {
            redaction.text("", out);
        } else {
            byCode(out);
        }
    }

    private void byCode(CellSink out) {
        switch (column.jdbcType()) {
            case Types.BOOLEAN, Types.BIT -> redaction.bool(false, out);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> redaction.int64(0, out);
            case Types.REAL -> redaction.float32(0, out);
            case Types.FLOAT, Types.DOUBLE -> redaction.float64(0, out);
            case Types.NUMERIC, Types.DECIMAL -> redaction.decimal(BigDecimal.ZERO, out);
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.SQLXML -> redaction.text("", out);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> redaction.bytes(new byte[0], out);
            case Types.DATE -> redaction.date(LocalDate.EPOCH, out);
            default -> out.nothing();
        }
    }

    @Override
    public void nothing(CellSink out) {
        cell(out);
    }

    @Override
    public void bool(boolean value, CellSink out) {
        cell(out);
    }

    @Override
    public void int64(long value, CellSink out) {
        cell(out);
    }

    @Override
    public void float32(float value, CellSink out) {
        cell(out);
    }

    @Override
    public void float64(double value, CellSink out) {
        cell(out);
    }

    @Override
    public void decimal(BigDecimal value, CellSink out) {
        cell(out);
    }

    @Override
    public void text(String value, CellSink out) {
        cell(out);
    }

    @Override
    public void bytes(byte[] value, CellSink out) {
        cell(out);
    }

    @Override
    public void date(LocalDate value, CellSink out) {
        cell(out);
    }

    @Override
    public void time(LocalTime value, CellSink out) {
        cell(out);
    }

    @Override
    public void timeWithOffset(OffsetTime value, CellSink out) {
        cell(out);
    }

    @Override
    public void timestamp(LocalDateTime value, CellSink out) {
        cell(out);
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value, CellSink out) {
        cell(out);
    }

    @Override
    public void uuid(UUID value, CellSink out) {
        cell(out);
    }

    @Override
    public void array(Value.Array value, CellSink out) {
        cell(out);
    }

    @Override
    public void vendor(String value, CellSink out) {
        cell(out);
    }
}
