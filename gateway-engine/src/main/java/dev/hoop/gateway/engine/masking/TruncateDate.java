package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.CellSink;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Keeps the year, or the year and month, of dates and timestamps; times of day are gone. Other types are redacted. */
record TruncateDate(Redaction rest, boolean month) implements Partial {
    @Override
    public void date(LocalDate value, CellSink out) {
        out.date(first(value));
    }

    @Override
    public void timestamp(LocalDateTime value, CellSink out) {
        out.timestamp(first(value.toLocalDate()).atStartOfDay());
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value, CellSink out) {
        LocalDate day = value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
        out.timestampWithOffset(first(day).atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    private LocalDate first(LocalDate day) {
        return month ? day.withDayOfMonth(1) : day.withDayOfYear(1);
    }
}
