package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.conversion.Binaries;
import dev.hoop.gateway.jdbc.conversion.Numbers;
import dev.hoop.gateway.jdbc.conversion.SqlTimes;
import dev.hoop.gateway.jdbc.conversion.Texts;
import dev.hoop.gateway.jdbc.conversion.Times;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes Java objects of cells: of the class the column names, or of the class the caller asks for. Thread-safe. */
public final class Cells {
    /** Makes an object of one class of a cell that is not NULL. */
    @FunctionalInterface
    private interface Maker {
        Object make(Cells cells, Value value, Column column) throws SQLException;
    }

    private static final Map<Class<?>, Maker> MAKERS = Map.ofEntries(
            Map.entry(Object.class, (cells, value, column) -> cells.present(value, column)),
            Map.entry(String.class, (cells, value, column) -> cells.text(value, column)),
            Map.entry(Boolean.class, (cells, value, column) -> Numbers.bool(value)),
            Map.entry(Byte.class, (cells, value, column) ->
                    (byte) Numbers.whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte")),
            Map.entry(Short.class, (cells, value, column) ->
                    (short) Numbers.whole(value, Short.MIN_VALUE, Short.MAX_VALUE, "short")),
            Map.entry(Integer.class, (cells, value, column) ->
                    (int) Numbers.whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "int")),
            Map.entry(
                    Long.class, (cells, value, column) -> Numbers.whole(value, Long.MIN_VALUE, Long.MAX_VALUE, "long")),
            Map.entry(Float.class, (cells, value, column) -> Numbers.float32(value)),
            Map.entry(Double.class, (cells, value, column) -> Numbers.float64(value)),
            Map.entry(BigDecimal.class, (cells, value, column) -> Numbers.decimal(value)),
            Map.entry(BigInteger.class, (cells, value, column) -> Numbers.integer(value)),
            Map.entry(byte[].class, (cells, value, column) -> Binaries.bytes(value)),
            Map.entry(UUID.class, (cells, value, column) -> Binaries.uuid(value)),
            Map.entry(Date.class, (cells, value, column) -> SqlTimes.date(value, null)),
            Map.entry(Time.class, (cells, value, column) -> SqlTimes.time(value, null)),
            Map.entry(Timestamp.class, (cells, value, column) -> SqlTimes.timestamp(value, null)),
            Map.entry(
                    java.util.Date.class,
                    (cells, value, column) ->
                            java.util.Date.from(SqlTimes.timestamp(value, null).toInstant())),
            Map.entry(Calendar.class, (cells, value, column) -> calendar(value)),
            Map.entry(LocalDate.class, (cells, value, column) -> Times.date(value, zone())),
            Map.entry(LocalTime.class, (cells, value, column) -> Times.time(value, zone())),
            Map.entry(LocalDateTime.class, (cells, value, column) -> Times.timestamp(value, zone())),
            Map.entry(OffsetTime.class, (cells, value, column) -> Times.timeWithOffset(value, zone())),
            Map.entry(OffsetDateTime.class, (cells, value, column) -> Times.timestampWithOffset(value, zone())),
            Map.entry(
                    ZonedDateTime.class,
                    (cells, value, column) -> Times.instant(value, zone()).atZone(zone())),
            Map.entry(Instant.class, (cells, value, column) -> Times.instant(value, zone())),
            Map.entry(java.sql.Array.class, (cells, value, column) -> cells.array(value)),
            Map.entry(Blob.class, (cells, value, column) -> new InlineBlob(Binaries.bytes(value))),
            Map.entry(Clob.class, (cells, value, column) -> new InlineClob(cells.text(value, column))),
            Map.entry(NClob.class, (cells, value, column) -> new InlineClob(cells.text(value, column))),
            Map.entry(SQLXML.class, (cells, value, column) -> new InlineXml(cells.text(value, column))),
            Map.entry(InputStream.class, (cells, value, column) -> new ByteArrayInputStream(Binaries.bytes(value))),
            Map.entry(Reader.class, (cells, value, column) -> new StringReader(cells.text(value, column))),
            Map.entry(URL.class, (cells, value, column) -> url(cells.text(value, column))));

    /** What a column says its class is; a class that is not here is a vendor's own, and its values are given as text. */
    private static final Map<String, Class<?>> COLUMN_CLASSES = Map.ofEntries(
            Map.entry("java.lang.String", String.class),
            Map.entry("java.lang.Boolean", Boolean.class),
            Map.entry("java.lang.Byte", Byte.class),
            Map.entry("java.lang.Short", Short.class),
            Map.entry("java.lang.Integer", Integer.class),
            Map.entry("java.lang.Long", Long.class),
            Map.entry("java.lang.Float", Float.class),
            Map.entry("java.lang.Double", Double.class),
            Map.entry("java.math.BigDecimal", BigDecimal.class),
            Map.entry("java.math.BigInteger", BigInteger.class),
            Map.entry("[B", byte[].class),
            Map.entry("byte[]", byte[].class),
            Map.entry("java.util.UUID", UUID.class),
            Map.entry("java.sql.Date", Date.class),
            Map.entry("java.sql.Time", Time.class),
            Map.entry("java.sql.Timestamp", Timestamp.class),
            Map.entry("java.time.LocalDate", LocalDate.class),
            Map.entry("java.time.LocalTime", LocalTime.class),
            Map.entry("java.time.LocalDateTime", LocalDateTime.class),
            Map.entry("java.time.OffsetTime", OffsetTime.class),
            Map.entry("java.time.OffsetDateTime", OffsetDateTime.class),
            Map.entry("java.time.Instant", Instant.class),
            Map.entry("java.sql.Array", java.sql.Array.class),
            Map.entry("java.sql.Blob", Blob.class),
            Map.entry("java.sql.Clob", Clob.class),
            Map.entry("java.sql.NClob", NClob.class),
            Map.entry("java.sql.SQLXML", SQLXML.class));

    /** A decimal column of PostgreSQL may hold these, which no BigDecimal is. */
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final Texts texts;

    public Cells(Texts texts) {
        this.texts = texts;
    }

    Texts texts() {
        return texts;
    }

    String text(Value value, Column column) {
        return texts.text(value, column.typeName(), column.scale());
    }

    /** What {@code getObject} gives without a class: what the database's own driver would, as far as a class of the JDK can hold it. */
    @Nullable
    Object object(Value value, Column column) throws SQLException {
        return value instanceof Value.Null ? null : present(value, column);
    }

    private Object present(Value value, Column column) throws SQLException {
        Class<?> type = COLUMN_CLASSES.get(column.className());
        if (type != null) {
            try {
                return maker(type).make(this, value, column);
            } catch (SQLException e) {
                // such as NaN in a column of BigDecimal: what the value itself is, then
            }
        }
        return natural(value, column);
    }

    private Object natural(Value value, Column column) throws SQLException {
        Class<?> type = String.class;
        if (value instanceof Value.Vendor vendor && NOT_FINITE.contains(vendor.text())) {
            type = Double.class;
        } else if (value instanceof Value.Bool) {
            type = Boolean.class;
        } else if (value instanceof Value.Int64) {
            type = column.jdbcType() == Types.INTEGER ? Integer.class : Long.class;
        } else if (value instanceof Value.Float32) {
            type = Float.class;
        } else if (value instanceof Value.Float64) {
            type = Double.class;
        } else if (value instanceof Value.Decimal) {
            type = BigDecimal.class;
        } else if (value instanceof Value.Bytes) {
            type = byte[].class;
        } else if (value instanceof Value.Date) {
            type = Date.class;
        } else if (value instanceof Value.Time) {
            type = Time.class;
        } else if (value instanceof Value.Timestamp) {
            type = Timestamp.class;
        } else if (value instanceof Value.TimeWithOffset) {
            type = OffsetTime.class;
        } else if (value instanceof Value.TimestampWithOffset) {
            type = OffsetDateTime.class;
        } else if (value instanceof Value.Uuid) {
            type = UUID.class;
        } else if (value instanceof Value.Array) {
            type = java.sql.Array.class;
        }
        return maker(type).make(this, value, column);
    }

    /** As the caller wants it; a primitive class stands for its wrapper. */
    <T> @Nullable T object(Value value, Column column, Class<T> type) throws SQLException {
        Class<?> wanted =
                type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0).getClass() : type;
        Object made;
        if (value instanceof Value.Null) {
            made = null;
        } else if (type.isArray() && type != byte[].class) {
            made = array(value, column, type);
        } else {
            made = maker(wanted).make(this, value, column);
        }
        @SuppressWarnings("unchecked") // the makers keep their word; Class.cast does not take primitive classes
        T result = (T) made;
        return result;
    }

    private static Maker maker(Class<?> type) throws SQLException {
        Maker maker = MAKERS.get(type);
        if (maker == null) {
            throw CallerErrors.badArgument("getObject knows no class " + type.getName()
                    + "; ask for a class of java.lang, java.math, java.sql or java.time, or read the text");
        }
        return maker;
    }

    ValueArray array(Value value) throws SQLException {
        if (value instanceof Value.Array array) {
            return new ValueArray(array, this);
        }
        throw CallerErrors.notConvertible(value.getClass().getSimpleName(), "Array");
    }

    /** The elements as a Java array of the class that their type names; nested arrays are arrays of arrays. */
    Object elements(Value.Array array) throws SQLException {
        String className = ElementTypes.className(ElementTypes.jdbcType(array));
        Class<?> type = COLUMN_CLASSES.getOrDefault(className, Object.class);
        return elements(array, nested(type, depth(array)));
    }

    private static Class<?> nested(Class<?> leaf, int depth) {
        Class<?> type = leaf;
        for (int i = 1; i < depth; i++) {
            type = type.arrayType();
        }
        return type;
    }

    private static int depth(Value.Array array) {
        return 1
                + array.elements().stream()
                        .mapToInt(element -> element instanceof Value.Array nested ? depth(nested) : 0)
                        .max()
                        .orElse(0);
    }

    private Object elements(Value.Array array, Class<?> type) throws SQLException {
        Object made = Array.newInstance(type, array.elements().size());
        Column column = element(array.elementTypeName());
        for (int i = 0; i < array.elements().size(); i++) {
            Value element = array.elements().get(i);
            Array.set(made, i, element(element, column, type));
        }
        return made;
    }

    private @Nullable Object element(Value element, Column column, Class<?> type) throws SQLException {
        if (element instanceof Value.Array nested && type.isArray() && type != byte[].class) {
            return elements(nested, type.getComponentType());
        }
        return object(element, column, type);
    }

    private Object array(Value value, Column column, Class<?> type) throws SQLException {
        if (value instanceof Value.Array array) {
            return elements(array, type.getComponentType());
        }
        throw CallerErrors.notConvertible(column.typeName(), type.getSimpleName());
    }

    private static Column element(String typeName) {
        return new Column("", "", "", "", "", Types.OTHER, typeName, "", 0, 0, 0, 0, 0);
    }

    private static Calendar calendar(Value value) throws SQLException {
        Calendar calendar = new GregorianCalendar();
        calendar.setTime(SqlTimes.timestamp(value, null));
        return calendar;
    }

    private static URL url(String text) throws SQLException {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw CallerErrors.notConvertible("text", "URL");
        }
    }

    private static ZoneId zone() {
        return ZoneId.systemDefault();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
