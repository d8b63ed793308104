package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.server.trail.file.record.JsonBytes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.HexFormat;
import java.util.UUID;

/** Writes the cells of a row as a JSON array: texts, or {@code null}. Long cells are shortened. Not thread-safe. */
final class CellText implements CellSink {
    private static final int MAX_CHARS = 4096;
    private static final int MAX_ELEMENTS = 100;

    private final JsonBytes out = new JsonBytes(256);
    private boolean first = true;

    void beginRow() {
        out.clear();
        first = true;
    }

    /** The row so far, as an array. */
    byte[] row() {
        return out.between('[', ']');
    }

    private void cell(String text) {
        separate();
        out.quoted(shortened(text));
    }

    private void separate() {
        if (!first) {
            out.sign(',');
        }
        first = false;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARS
                ? text
                : text.substring(0, MAX_CHARS) + "… (" + text.length() + " characters)";
    }

    @Override
    public void nothing() {
        separate();
        out.word("null");
    }

    @Override
    public void bool(boolean value) {
        cell(Boolean.toString(value));
    }

    @Override
    public void int64(long value) {
        cell(Long.toString(value));
    }

    @Override
    public void float32(float value) {
        cell(Float.toString(value));
    }

    @Override
    public void float64(double value) {
        cell(Double.toString(value));
    }

    @Override
    public void decimal(BigDecimal value) {
        cell(value.toString());
    }

    @Override
    public void text(String value) {
        cell(value);
    }

    @Override
    public void bytes(byte[] value) {
        int shown = Math.min(value.length, 32);
        cell("0x" + HexFormat.of().formatHex(value, 0, shown)
                + (shown < value.length ? "… (" + value.length + " bytes)" : ""));
    }

    @Override
    public void date(LocalDate value) {
        cell(value.toString());
    }

    @Override
    public void time(LocalTime value) {
        cell(value.toString());
    }

    @Override
    public void timeWithOffset(OffsetTime value) {
        cell(value.toString());
    }

    @Override
    public void timestamp(LocalDateTime value) {
        cell(value.toString());
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value) {
        cell(value.toString());
    }

    @Override
    public void uuid(UUID value) {
        cell(value.toString());
    }

    @Override
    public void array(Value.Array value) {
        CellText elements = new CellText();
        elements.beginRow();
        value.elements().stream().limit(MAX_ELEMENTS).forEach(element -> element.writeTo(elements));
        cell(new String(elements.row(), java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Only that there was one: its content passes by in pieces. */
    @Override
    public void large(LargeCell cell) {
        String unit = cell.form() == Value.InPieces.Form.TEXT ? "characters" : "bytes";
        cell(cell.length() < 0 ? "… (" + unit + ")" : "… (" + cell.length() + " " + unit + ")");
    }

    @Override
    public void vendor(String text) {
        cell(text);
    }
}
