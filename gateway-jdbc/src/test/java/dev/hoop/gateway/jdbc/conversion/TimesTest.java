package dev.hoop.gateway.jdbc.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Wall clocks, instants and zones, read and set. */
final class TimesTest {
    private static final Times TIMES = new Times(Product.POSTGRESQL);
    private static final SqlTimes SQL = new SqlTimes(Product.POSTGRESQL);
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final LocalDateTime CLOCK = LocalDateTime.of(2024, 7, 2, 3, 4, 5, 123_456_789);

    @Test
    void nanosecondsSurviveReadingAndSetting() throws Exception {
        Timestamp read = SQL.timestamp(new Value.Timestamp(CLOCK), null);
        Parameter set = Parameters.timestamp(read, null);

        assertThat(read.toLocalDateTime()).isEqualTo(CLOCK);
        assertThat(((Value.WallClock) set.value()).value()).isEqualTo(CLOCK);
        assertThat(((Value.WallClock) set.value()).zone()).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void calendarSaysInWhichZoneTheClockIsReadAndSet() throws Exception {
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        Instant instant = CLOCK.atZone(ZoneId.of("Asia/Tokyo")).toInstant();

        assertThat(SQL.timestamp(new Value.Timestamp(CLOCK), tokyo).toInstant()).isEqualTo(instant);
        Value.WallClock set = (Value.WallClock)
                Parameters.timestamp(Timestamp.from(instant), tokyo).value();
        assertThat(set.value()).isEqualTo(CLOCK);
        assertThat(set.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void calendarOfTheCallerIsLeftAsItWas() throws Exception {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        long before = calendar.getTimeInMillis();

        Parameters.timestamp(Timestamp.valueOf(CLOCK), calendar);
        SQL.timestamp(new Value.Timestamp(CLOCK), calendar);

        assertThat(calendar.getTimeInMillis()).isEqualTo(before);
    }

    @Test
    void datesBeforeTheGregorianCalendarStayWhatTheyAre() throws Exception {
        LocalDate old = LocalDate.of(1500, 3, 1);
        Date read = SQL.date(new Value.Date(old), null);

        assertThat(read.toLocalDate()).isEqualTo(old);
        assertThat(((Value.WallClock) Parameters.date(read, null).value())
                        .value()
                        .toLocalDate())
                .isEqualTo(old);
    }

    @Test
    void instantIsTheSameWhateverTheCalendar() throws Exception {
        Value.TimestampWithOffset value = new Value.TimestampWithOffset(CLOCK.atOffset(ZoneOffset.ofHours(5)));
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));

        assertThat(SQL.timestamp(value, tokyo)).isEqualTo(SQL.timestamp(value, null));
    }

    @Test
    void timeKeepsMilliseconds() throws Exception {
        Time read = SQL.time(new Value.Time(LocalTime.of(1, 2, 3, 456_000_000)), null);

        assertThat(((Value.WallClock) Parameters.time(read, null).value())
                        .value()
                        .toLocalTime())
                .isEqualTo(LocalTime.of(1, 2, 3, 456_000_000));
    }

    @Test
    void endsOfTimeAreThoseOfPostgresqlsOwnDriver() throws Exception {
        Value end = new Value.Vendor("timestamptz", "infinity");
        Value beginning = new Value.Vendor("date", "-infinity");

        assertThat(TIMES.timestampWithOffset(end, VIENNA)).isEqualTo(OffsetDateTime.MAX);
        assertThat(TIMES.date(beginning, VIENNA)).isEqualTo(LocalDate.MIN);
        assertThat(SQL.timestamp(end, null).getTime()).isEqualTo(9_223_372_036_825_200_000L);
    }

    @Test
    void textIsReadInTheFormsDatabasesPrint() throws Exception {
        assertThat(TIMES.timestamp(new Value.Text("2024-07-02 03:04:05.123456789"), VIENNA))
                .isEqualTo(CLOCK);
        assertThat(TIMES.timestamp(new Value.Text("2024-07-02T03:04:05"), VIENNA))
                .isEqualTo(CLOCK.withNano(0));
        assertThat(TIMES.timestamp(new Value.Text("2024-07-02"), VIENNA))
                .isEqualTo(LocalDate.of(2024, 7, 2).atStartOfDay());
        assertThat(TIMES.time(new Value.Text("03:04"), VIENNA)).isEqualTo(LocalTime.of(3, 4));
        assertThat(TIMES.timestampWithOffset(new Value.Text("2024-07-02 03:04:05+02"), VIENNA))
                .isEqualTo(OffsetDateTime.parse("2024-07-02T03:04:05+02:00"));
        assertThatThrownBy(() -> TIMES.date(new Value.Text("0000-00-00"), VIENNA))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void mariaDbsLongTimesAreWhatIsLeftOfTheirLastDay() throws Exception {
        Times mariaDb = new Times(Product.MARIADB);
        Value forwards = new Value.Vendor("TIME", "838:59:59.5");
        Value back = new Value.Vendor("TIME", "-01:02:03");

        assertThat(mariaDb.time(forwards, VIENNA)).isEqualTo(LocalTime.of(22, 59, 59, 500_000_000));
        assertThat(mariaDb.time(back, VIENNA)).isEqualTo(LocalTime.of(22, 57, 57));
        assertThatThrownBy(() -> mariaDb.time(new Value.Vendor("TIME", "1:99:99"), VIENNA))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void zonelessTimestampIsReadInTheCallersZoneWhereAnInstantIsWanted() throws Exception {
        assertThat(TIMES.instant(new Value.Timestamp(CLOCK), VIENNA))
                .isEqualTo(CLOCK.atZone(VIENNA).toInstant());
    }

    @Test
    void instantIsSetWithItsOffset() throws Exception {
        Parameter parameter = new Parameters(1024).object(Instant.EPOCH);

        assertThat(parameter.value()).isEqualTo(new Value.TimestampWithOffset(Instant.EPOCH.atOffset(ZoneOffset.UTC)));
        assertThat(parameter.jdbcType()).isEqualTo(Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
