package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.server.trail.file.record.JsonBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands each cell on as the text that a replay shows, {@code null} for none. Long ones are shortened. Not thread-safe. */
final class CellText implements CellSink {
    static final int MAX_CHARS = 4096;
    private static final int MAX_ELEMENTS = 100;

    private final Consumer<@Nullable String> out;

    CellText(Consumer<@Nullable String> out) {
        this.out = out;
    }

    private void cell(String text) {
        out.accept(
                text.length() <= MAX_CHARS
                        ? text
                        : text.substring(0, MAX_CHARS) + "… (" + text.length() + " characters)");
    }

    @Override
    public void nothing() {
        out.accept(null);
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
        JsonBytes elements = new JsonBytes(256).sign('[');
        CellText texts = new CellText(text -> {
            if (elements.size() > 1) {
                elements.sign(',');
            }
            if (text == null) {
                elements.word("null");
            } else {
                elements.quoted(text);
            }
        });
        value.elements().stream().limit(MAX_ELEMENTS).forEach(element -> element.writeTo(texts));
        cell(new String(elements.sign(']').toByteArray(), StandardCharsets.UTF_8));
    }

    /** Only that there was one: its content passed by in pieces. */
    void inPieces(Value.InPieces value) {
        String unit = value.form() == Value.InPieces.Form.TEXT ? "characters" : "bytes";
        cell(value.length() < 0 ? "… (" + unit + ")" : "… (" + value.length() + " " + unit + ")");
    }

    @Override
    public void vendor(String text) {
        cell(text);
    }
}
