package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Content;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes parameters of what applications set. The declared type says which setter was used, because databases choose functions and indexes by
 * it: an {@code int} is not sent as a {@code long}. Thread-safe.
 */
public final class Parameters {
    private final long maxStream;

    /** @param maxStream the most that is taken of one stream or reader; 0 for no bound */
    public Parameters(long maxStream) {
        this.maxStream = maxStream;
    }

    public static Parameter nothing(int jdbcType, @Nullable String typeName) {
        return new Parameter(new Value.Null(), jdbcType, typeName == null ? "" : typeName);
    }

    public static Parameter typed(Value value, int jdbcType) {
        return new Parameter(value, jdbcType, "");
    }

    public static Parameter date(java.sql.@Nullable Date date, @Nullable Calendar calendar) {
        return date == null ? nothing(Types.DATE, "") : clock(date.getTime(), 0, calendar, Types.DATE);
    }

    public static Parameter time(java.sql.@Nullable Time time, @Nullable Calendar calendar) {
        return time == null
                ? nothing(Types.TIME, "")
                : clock(time.getTime(), 0, VendorObjects.calendar(time, calendar), Types.TIME);
    }

    public static Parameter timestamp(java.sql.@Nullable Timestamp timestamp, @Nullable Calendar calendar) {
        if (timestamp == null) {
            return nothing(Types.TIMESTAMP, "");
        }
        // With a calendar of its own it is a moment; a column without a zone shows it in the session's, the default.
        Calendar shown = VendorObjects.calendar(timestamp, null) == null ? calendar : null;
        return clock(timestamp.getTime(), timestamp.getNanos() % 1_000_000, shown, Types.TIMESTAMP);
    }

    /**
     * The wall clock that the caller's calendar shows, and its zone: the database's own driver decides by the column which of the two counts.
     * Goes through a calendar because java.sql counts days before 1582 as Julian.
     */
    private static Parameter clock(long millis, int nanosOfMilli, @Nullable Calendar calendar, int jdbcType) {
        TimeZone zone = calendar == null ? TimeZone.getDefault() : calendar.getTimeZone();
        Calendar shown = calendar == null ? Calendar.getInstance(zone) : (Calendar) calendar.clone();
        shown.setTimeInMillis(millis);
        int year = shown.get(Calendar.ERA) == java.util.GregorianCalendar.BC
                ? 1 - shown.get(Calendar.YEAR)
                : shown.get(Calendar.YEAR);
        // A Julian 29 February of a year that is no leap year by today's rules becomes 1 March.
        LocalDate day =
                LocalDate.of(year, shown.get(Calendar.MONTH) + 1, 1).plusDays(shown.get(Calendar.DAY_OF_MONTH) - 1L);
        LocalTime time = LocalTime.of(
                shown.get(Calendar.HOUR_OF_DAY),
                shown.get(Calendar.MINUTE),
                shown.get(Calendar.SECOND),
                shown.get(Calendar.MILLISECOND) * 1_000_000 + nanosOfMilli);
        return typed(new Value.WallClock(day.atTime(time), zone.toZoneId()), jdbcType);
    }

    /** For {@code setObject} without a type. */
    public Parameter object(@Nullable Object object) throws SQLException {
        if (object == null) {
            return nothing(Types.NULL, "");
        }
        Parameter parameter = simple(object);
        if (parameter == null) {
            parameter = temporal(object);
        }
        if (parameter == null) {
            parameter = large(object);
        }
        if (parameter == null) {
            parameter = VendorObjects.parameter(object);
        }
        if (parameter == null) {
            throw CallerErrors.badArgument(
                    "setObject knows no class " + object.getClass().getName()
                            + "; pass a class of java.lang, java.math, java.sql or java.time, or the text with its type");
        }
        return parameter;
    }

    /** For {@code setObject} with a type: the value as given; the database's own driver converts it, as it would without a gateway. */
    public Parameter object(@Nullable Object object, int jdbcType, int scale) throws SQLException {
        if (object == null) {
            return nothing(jdbcType, "");
        }
        boolean exact = jdbcType == Types.DECIMAL || jdbcType == Types.NUMERIC;
        BigDecimal number = exact && scale >= 0 ? number(object) : null;
        if (number != null) {
            return typed(new Value.Decimal(number.setScale(scale, RoundingMode.HALF_UP)), jdbcType);
        }
        Parameter clock = object instanceof String text ? wallClock(text, jdbcType) : null;
        if (clock != null) {
            return clock;
        }
        Parameter parameter = object(object);
        return new Parameter(parameter.value(), jdbcType, parameter.typeName());
    }

    /** What is rounded to a scale; null for what is no finite number. */
    private static @Nullable BigDecimal number(Object object) {
        try {
            return object instanceof Number || object instanceof String
                    ? new BigDecimal(object.toString().strip())
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A text that is declared a date or time is one on the caller's clock; null where it is written in another way. */
    private static @Nullable Parameter wallClock(String text, int jdbcType) {
        try {
            return switch (jdbcType) {
                case Types.DATE -> date(java.sql.Date.valueOf(LocalDate.parse(text)), null);
                case Types.TIMESTAMP ->
                    timestamp(java.sql.Timestamp.valueOf(LocalDateTime.parse(text.replace(' ', 'T'))), null);
                default -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Parameter simple(Object object) {
        if (object instanceof String text) {
            return typed(new Value.Text(text), Types.VARCHAR);
        } else if (object instanceof Character character) {
            return typed(new Value.Text(character.toString()), Types.VARCHAR);
        } else if (object instanceof Integer number) {
            return typed(new Value.Int64(number), Types.INTEGER);
        } else if (object instanceof Long number) {
            return typed(new Value.Int64(number), Types.BIGINT);
        } else if (object instanceof Short number) {
            return typed(new Value.Int64(number), Types.SMALLINT);
        } else if (object instanceof Byte number) {
            return typed(new Value.Int64(number), Types.TINYINT);
        } else if (object instanceof Boolean bool) {
            return typed(new Value.Bool(bool), Types.BOOLEAN);
        } else if (object instanceof BigDecimal number) {
            return typed(new Value.Decimal(number), Types.NUMERIC);
        } else if (object instanceof BigInteger number) {
            return typed(new Value.Decimal(new BigDecimal(number)), Types.NUMERIC);
        } else if (object instanceof Double number) {
            return typed(new Value.Float64(number), Types.DOUBLE);
        } else if (object instanceof Float number) {
            return typed(new Value.Float32(number), Types.REAL);
        } else if (object instanceof byte[] bytes) {
            return typed(new Value.Bytes(bytes.clone()), Types.VARBINARY);
        } else if (object instanceof UUID uuid) {
            return Parameter.of(new Value.Uuid(uuid));
        } else if (object instanceof URL url) {
            return typed(new Value.Text(url.toString()), Types.VARCHAR);
        } else if (object instanceof Number number) { // such as AtomicLong: what it prints is its value
            return number(number);
        }
        return null;
    }

    private static @Nullable Parameter number(Number number) {
        try {
            return typed(new Value.Decimal(new BigDecimal(number.toString())), Types.NUMERIC);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @SuppressWarnings("JavaUtilDate") // applications still pass it
    private static @Nullable Parameter temporal(Object object) {
        if (object instanceof java.sql.Timestamp timestamp) {
            return timestamp(timestamp, null);
        } else if (object instanceof java.sql.Date date) {
            return date(date, null);
        } else if (object instanceof java.sql.Time time) {
            return time(time, null);
        } else if (object instanceof java.util.Date date) {
            return timestamp(new java.sql.Timestamp(date.getTime()), null);
        } else if (object instanceof Calendar calendar) {
            return clock(calendar.getTimeInMillis(), 0, calendar, Types.TIMESTAMP);
        } else if (object instanceof LocalDate date) {
            return typed(new Value.Date(date), Types.DATE);
        } else if (object instanceof LocalTime time) {
            return typed(new Value.Time(time), Types.TIME);
        } else if (object instanceof LocalDateTime timestamp) {
            return typed(new Value.Timestamp(timestamp), Types.TIMESTAMP);
        } else if (object instanceof OffsetTime time) {
            return typed(new Value.TimeWithOffset(time), Types.TIME_WITH_TIMEZONE);
        } else if (object instanceof OffsetDateTime timestamp) {
            return typed(new Value.TimestampWithOffset(timestamp), Types.TIMESTAMP_WITH_TIMEZONE);
        } else if (object instanceof ZonedDateTime timestamp) {
            return typed(new Value.TimestampWithOffset(timestamp.toOffsetDateTime()), Types.TIMESTAMP_WITH_TIMEZONE);
        } else if (object instanceof Instant instant) {
            return typed(
                    new Value.TimestampWithOffset(instant.atOffset(ZoneOffset.UTC)), Types.TIMESTAMP_WITH_TIMEZONE);
        }
        return null;
    }

    private @Nullable Parameter large(Object object) throws SQLException {
        if (object instanceof java.sql.Array array) {
            return array(array);
        } else if (object instanceof Blob blob) {
            return blob(blob);
        } else if (object instanceof Clob clob) {
            return clob(clob);
        } else if (object instanceof SQLXML xml) {
            String text = xml.getString();
            return text == null ? nothing(Types.SQLXML, "") : typed(new Value.Text(text), Types.SQLXML);
        } else if (object instanceof InputStream stream) {
            return bytes(stream, -1, Types.VARBINARY);
        } else if (object instanceof Reader reader) {
            return text(reader, -1, Types.VARCHAR);
        } else if (object instanceof Map<?, ?> map) {
            return VendorObjects.hstore(map);
        } else if (object.getClass().isArray()) {
            return typed(elements(ElementNames.of(object.getClass()), object), Types.ARRAY);
        }
        return null;
    }

    public Parameter array(java.sql.@Nullable Array array) throws SQLException {
        if (array == null) {
            return nothing(Types.ARRAY, "");
        }
        Object elements = array.getArray();
        if (elements == null) {
            return nothing(Types.ARRAY, "");
        }
        return typed(elements(array.getBaseTypeName(), elements), Types.ARRAY);
    }

    /** The elements of an array of objects or of a primitive type, nested ones included. */
    public Value.Array elements(String typeName, @Nullable Object elements) throws SQLException {
        if (elements == null || !elements.getClass().isArray()) {
            throw CallerErrors.badArgument("an SQL array is made of a Java array");
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < java.lang.reflect.Array.getLength(elements); i++) {
            Object element = java.lang.reflect.Array.get(elements, i);
            boolean nested = element != null && element.getClass().isArray() && !(element instanceof byte[]);
            values.add(
                    nested ? elements(typeName, element) : plain(object(element).value()));
        }
        return new Value.Array(typeName, values);
    }

    /** An element has no zone of its own beside it: an instant is kept as such. */
    private static Value plain(Value value) {
        return value instanceof Value.WallClock clock ? new Value.Timestamp(clock.value()) : value;
    }

    public Parameter blob(@Nullable Blob blob) throws SQLException {
        if (blob == null) {
            return nothing(Types.BLOB, "");
        }
        long length = blob.length();
        Streams.requireWithin(length, maxStream);
        return typed(
                length > Pieces.FROM
                        ? new Value.LargeBytes(length, "", opening(blob::getBinaryStream))
                        : new Value.Bytes(blob.getBytes(1, (int) length)),
                Types.BLOB);
    }

    public Parameter clob(@Nullable Clob clob) throws SQLException {
        if (clob == null) {
            return nothing(Types.CLOB, "");
        }
        long length = clob.length();
        Streams.requireWithin(length, maxStream);
        return typed(
                length > Pieces.FROM
                        ? new Value.LargeText(length, "", opening(clob::getCharacterStream))
                        : new Value.Text(clob.getSubString(1, (int) length)),
                Types.CLOB);
    }

    /** Begins to read what a Blob or Clob of the application holds. */
    @FunctionalInterface
    private interface Opening<S> {
        S open() throws SQLException;
    }

    private static <S> Content<S> opening(Opening<S> of) {
        return () -> {
            try {
                return of.open();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        };
    }

    /** What a stream holds: the exact number of bytes, or with -1 all there are. */
    public Parameter bytes(@Nullable InputStream stream, long length, int jdbcType) throws SQLException {
        if (stream == null) {
            return nothing(jdbcType, "");
        }
        return typed(Streams.bytes(stream, length, maxStream), jdbcType);
    }

    /** What a reader holds: the exact number of characters, or with -1 all there are. */
    public Parameter text(@Nullable Reader reader, long length, int jdbcType) throws SQLException {
        if (reader == null) {
            return nothing(jdbcType, "");
        }
        return typed(Streams.text(reader, length, maxStream), jdbcType);
    }

    /** As {@link #bytes}, of text in ASCII. */
    public Parameter ascii(@Nullable InputStream stream, long length) throws SQLException {
        if (stream == null) {
            return nothing(Types.LONGVARCHAR, "");
        }
        return text(new InputStreamReader(stream, StandardCharsets.US_ASCII), length, Types.LONGVARCHAR);
    }
}
