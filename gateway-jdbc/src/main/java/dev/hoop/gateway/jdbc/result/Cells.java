package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.conversion.Addresses;
import dev.hoop.gateway.jdbc.conversion.Binaries;
import dev.hoop.gateway.jdbc.conversion.MariaDbForms;
import dev.hoop.gateway.jdbc.conversion.Numbers;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.conversion.SqlTimes;
import dev.hoop.gateway.jdbc.conversion.Texts;
import dev.hoop.gateway.jdbc.conversion.TimeClasses;
import dev.hoop.gateway.jdbc.conversion.Times;
import dev.hoop.gateway.jdbc.conversion.VendorObjects;
import dev.hoop.gateway.jdbc.exchange.LargeCharacters;
import dev.hoop.gateway.jdbc.exchange.LargeContent;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
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
            Map.entry(Boolean.class, (cells, value, column) -> cells.bool(value, column)),
            Map.entry(Byte.class, (cells, value, column) ->
                    (byte) cells.whole(value, column, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte")),
            Map.entry(Short.class, (cells, value, column) ->
                    (short) cells.whole(value, column, Short.MIN_VALUE, Short.MAX_VALUE, "short")),
            Map.entry(Integer.class, (cells, value, column) ->
                    (int) cells.whole(value, column, Integer.MIN_VALUE, Integer.MAX_VALUE, "int")),
            Map.entry(
                    Long.class,
                    (cells, value, column) -> cells.whole(value, column, Long.MIN_VALUE, Long.MAX_VALUE, "long")),
            Map.entry(Float.class, (cells, value, column) -> cells.float32(value, column)),
            Map.entry(Double.class, (cells, value, column) -> cells.float64(value, column)),
            Map.entry(BigDecimal.class, (cells, value, column) -> cells.decimal(value, column)),
            Map.entry(
                    BigInteger.class,
                    (cells, value, column) -> cells.decimal(value, column).toBigInteger()),
            Map.entry(byte[].class, (cells, value, column) -> cells.bytes(value, column)),
            Map.entry(UUID.class, (cells, value, column) -> Binaries.uuid(value)),
            Map.entry(Date.class, (cells, value, column) -> cells.date(value, column, null)),
            Map.entry(Time.class, (cells, value, column) -> cells.time(value, column, null)),
            Map.entry(Timestamp.class, (cells, value, column) -> cells.timestamp(value, column, null)),
            Map.entry(
                    java.util.Date.class,
                    (cells, value, column) -> java.util.Date.from(
                            cells.timestamp(value, column, null).toInstant())),
            Map.entry(Calendar.class, (cells, value, column) -> cells.calendar(value, column)),
            Map.entry(LocalDate.class, (cells, value, column) -> cells.times.date(cells.asTime(value, column), zone())),
            Map.entry(LocalTime.class, (cells, value, column) -> cells.times.time(cells.asTime(value, column), zone())),
            Map.entry(
                    LocalDateTime.class,
                    (cells, value, column) -> cells.times.timestamp(cells.asTime(value, column), zone())),
            Map.entry(
                    OffsetTime.class,
                    (cells, value, column) -> cells.times.timeWithOffset(cells.asTime(value, column), zone())),
            Map.entry(
                    OffsetDateTime.class,
                    (cells, value, column) -> cells.times.timestampWithOffset(cells.asTime(value, column), zone())),
            Map.entry(
                    ZonedDateTime.class,
                    (cells, value, column) -> cells.times.zonedTimestamp(cells.asTime(value, column), zone())),
            Map.entry(
                    Instant.class, (cells, value, column) -> cells.times.instant(cells.asTime(value, column), zone())),
            Map.entry(Duration.class, (cells, value, column) -> MariaDbForms.length(value)),
            Map.entry(BitSet.class, (cells, value, column) -> MariaDbForms.bits(value)),
            Map.entry(java.sql.Array.class, (cells, value, column) -> cells.array(value)),
            Map.entry(Blob.class, (cells, value, column) -> cells.blob(value, column)),
            Map.entry(Clob.class, (cells, value, column) -> cells.clob(value, column)),
            Map.entry(NClob.class, (cells, value, column) -> cells.clob(value, column)),
            Map.entry(SQLXML.class, (cells, value, column) -> new InlineXml(cells.text(value, column))),
            Map.entry(InputStream.class, (cells, value, column) -> cells.byteStream(value, column)),
            Map.entry(Reader.class, (cells, value, column) -> cells.characterStream(value, column)),
            Map.entry(URL.class, (cells, value, column) -> url(cells.text(value, column))),
            Map.entry(InetAddress.class, (cells, value, column) -> Addresses.parse(cells.text(value, column))));

    /** What a column says its class is; a class that is not here is a vendor's own. */
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

    private static final Set<Class<?>> DATES = Set.of(
            Date.class,
            Time.class,
            LocalTime.class,
            Timestamp.class,
            java.util.Date.class,
            Calendar.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Instant.class);

    /** A decimal column of PostgreSQL may hold these, which no BigDecimal is. */
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final Product product;
    private final LongFunction<LargeContent> largeObjects;
    private final Texts texts;
    private final Numbers numbers;
    private final Times times;
    private final SqlTimes sqlTimes;

    /** @param largeObjects opens what a column of PostgreSQL's type oid names */
    public Cells(Product product, LongFunction<LargeContent> largeObjects) {
        this.largeObjects = largeObjects;
        this.product = product;
        this.texts = new Texts(product);
        this.numbers = new Numbers(product);
        this.times = new Times(product);
        this.sqlTimes = new SqlTimes(product);
    }

    /** Whether the database has cursors that routines give out. */
    public boolean knowsCursors() {
        return product == Product.POSTGRESQL;
    }

    Product product() {
        return product;
    }

    Texts texts() {
        return texts;
    }

    String text(Value value, Column column) throws SQLException {
        return texts.text(LargeValues.whole(value), column.typeName(), column.scale());
    }

    Blob blob(Value value, Column column) throws SQLException {
        if (namesLargeObject(value, column)) {
            LargeContent content = largeObjects.apply(((Value.Int64) value).value());
            return new LargeBlob(new Value.LargeBytes(-1, "", content), content);
        }
        Blob large = LargeValues.blob(value);
        return large == null ? new InlineBlob(bytes(value, column)) : large;
    }

    private boolean namesLargeObject(Value value, Column column) {
        return product == Product.POSTGRESQL && column.typeName().equals("oid") && value instanceof Value.Int64;
    }

    NClob clob(Value value, Column column) throws SQLException {
        if (namesLargeObject(value, column)) {
            LargeCharacters content = new LargeCharacters(largeObjects.apply(((Value.Int64) value).value()));
            return new LargeClob(new Value.LargeText(-1, "", content), content);
        }
        NClob large = LargeValues.clob(value);
        return large == null ? new InlineClob(text(value, column)) : large;
    }

    InputStream byteStream(Value value, Column column) throws SQLException {
        InputStream large = LargeValues.bytes(value);
        return large == null ? new ByteArrayInputStream(bytes(value, column)) : large;
    }

    Reader characterStream(Value value, Column column) throws SQLException {
        Reader large = LargeValues.characters(value);
        return large == null ? new StringReader(text(value, column)) : large;
    }

    InputStream unicodeStream(Value value, Column column) throws SQLException {
        return new ByteArrayInputStream(text(value, column).getBytes(StandardCharsets.UTF_8));
    }

    InputStream asciiStream(Value value, Column column) throws SQLException {
        NClob large = LargeValues.clob(value);
        return large == null || product == Product.H2 || product == Product.MARIADB
                ? new ByteArrayInputStream(ascii(value, column))
                : large.getAsciiStream();
    }

    boolean bool(Value value, Column column) throws SQLException {
        return numbers.bool(asNumber(value, column));
    }

    long whole(Value value, Column column, long min, long max, String type) throws SQLException {
        boolean oneByte = max == Byte.MAX_VALUE
                && value instanceof Value.Bytes
                && !column.typeName().equalsIgnoreCase("BIT");
        return numbers.whole(oneByte ? value : asNumber(value, column), min, max, type);
    }

    float float32(Value value, Column column) throws SQLException {
        return numbers.float32(asNumber(value, column));
    }

    double float64(Value value, Column column) throws SQLException {
        // a single-precision number sent as text is read from its digits: 0.1, not what the nearest float widens to
        return value instanceof Value.Float32 single && readsText()
                ? Double.parseDouble(Float.toString(single.value()))
                : numbers.float64(asNumber(value, column));
    }

    BigDecimal decimal(Value value, Column column) throws SQLException {
        boolean floating = value instanceof Value.Float64 || value instanceof Value.Float32;
        return numbers.decimal(floating && readsText() ? new Value.Text(text(value, column)) : asNumber(value, column));
    }

    /** Whether the database's own driver reads numbers from text, which has no digits that say nothing. */
    private boolean readsText() {
        return product == Product.POSTGRESQL || product == Product.MARIADB;
    }

    Date date(Value value, Column column, @Nullable Calendar calendar) throws SQLException {
        return sqlTimes.date(asTime(value, column), calendar);
    }

    Time time(Value value, Column column, @Nullable Calendar calendar) throws SQLException {
        return sqlTimes.time(asTime(value, column), calendar);
    }

    Timestamp timestamp(Value value, Column column, @Nullable Calendar calendar) throws SQLException {
        return sqlTimes.timestamp(asTime(value, column), calendar);
    }

    /** The bytes that the database's own driver gives: of the text, on databases that send everything as text. */
    byte[] bytes(Value given, Column column) throws SQLException {
        Value value = LargeValues.whole(given);
        boolean text = !(value instanceof Value.Bytes)
                && (product == Product.POSTGRESQL || (product == Product.MARIADB && value instanceof Value.Uuid));
        if (text) {
            return text(value, column).getBytes(StandardCharsets.UTF_8);
        }
        if (product == Product.MARIADB && value instanceof Value.Bool bit) {
            return new byte[] {(byte) (bit.value() ? 1 : 0)};
        }
        return product == Product.H2 && value instanceof Value.Int64 number
                ? Binaries.bytes(number.value(), column.jdbcType())
                : Binaries.bytes(value);
    }

    /** What a stream of ASCII holds where a text has other characters is each driver's own choice. */
    private byte[] ascii(Value given, Column column) throws SQLException {
        Value value = LargeValues.whole(given);
        if (product == Product.MARIADB && value instanceof Value.Bytes bytes) {
            return bytes.value();
        }
        boolean unicode = product == Product.H2 || product == Product.MARIADB;
        return text(value, column).getBytes(unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
    }

    private Value asNumber(Value given, Column column) throws SQLException {
        Value value = LargeValues.whole(given);
        return product == Product.MARIADB && value instanceof Value.Bytes bytes
                ? MariaDbForms.number(bytes, column.typeName())
                : value;
    }

    /** A YEAR of MariaDB, which is a number, is its first day where a date is wanted. */
    private Value asTime(Value given, Column column) throws SQLException {
        Value value = LargeValues.whole(given);
        if (product == Product.MARIADB && value instanceof Value.Bytes bytes) {
            return MariaDbForms.readable(bytes, column.typeName());
        }
        return value instanceof Value.Int64 year && column.typeName().equalsIgnoreCase("YEAR")
                ? MariaDbForms.firstDay(year.value())
                : value;
    }

    /** Whether a cell that is not NULL reads as NULL in a class: MariaDB's date of zeros, as a date. */
    boolean isNothing(Value value, Column column, Class<?> wanted) {
        if (product != Product.MARIADB || !(value instanceof Value.Vendor || value instanceof Value.Text)) {
            return false;
        }
        Class<?> type = wanted == Object.class ? COLUMN_CLASSES.getOrDefault(column.className(), Object.class) : wanted;
        return DATES.contains(type) && MariaDbForms.isNoDate(value);
    }

    /** What {@code getObject} gives without a class: what the database's own driver would, as far as a class of the JDK can hold it. */
    @Nullable
    Object object(Value value, Column column) throws SQLException {
        return value instanceof Value.Null ? null : present(value, column);
    }

    private Object present(Value value, Column column) throws SQLException {
        Object vendors = product == Product.POSTGRESQL ? vendors(value, column) : null;
        if (vendors != null) {
            return vendors;
        }
        Class<?> type = COLUMN_CLASSES.get(column.className());
        if (type == Blob.class && product == Product.MARIADB) {
            type = byte[].class; // what that driver gives, whatever it says of the column
        }
        if (type != null && !isBits(value, column)) {
            try {
                return maker(type).make(this, value, column);
            } catch (SQLException e) {
                // such as NaN in a column of BigDecimal: what the value itself is, then
            }
        }
        return natural(value, column);
    }

    /** PostgreSQL's bit(n), announced as a boolean, which bit(1) alone is. */
    private static boolean isBits(Value value, Column column) {
        return value instanceof Value.Vendor vendor
                && column.className().equals("java.lang.Boolean")
                && vendor.text().length() != 1;
    }

    /** What is of no class of the JDK's, as an object of the class that the database's own driver has for it. */
    private @Nullable Object vendors(Value value, Column column) throws SQLException {
        boolean textual = value instanceof Value.Text || value instanceof Value.Vendor;
        boolean special = value instanceof Value.Vendor
                && (isBits(value, column) || column.jdbcType() == Types.OTHER || column.jdbcType() == Types.STRUCT);
        return textual ? VendorObjects.object(column, special, text(value, column)) : null;
    }

    private Object natural(Value value, Column column) throws SQLException {
        Class<?> type = value instanceof Value.LargeBytes ? byte[].class : String.class;
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
            made = VendorObjects.nothing(wanted, column);
        } else if (product == Product.POSTGRESQL && TimeClasses.refuse(value, type)) {
            throw CallerErrors.notConvertible(column.typeName(), type.getSimpleName());
        } else if (type.isArray() && type != byte[].class) {
            made = array(value, column, type);
        } else {
            Object vendors =
                    MAKERS.containsKey(wanted) ? null : VendorObjects.object(wanted, column, text(value, column));
            made = vendors == null ? maker(wanted).make(this, value, column) : vendors;
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
        String className = ElementTypes.className(array);
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

    private Calendar calendar(Value value, Column column) throws SQLException {
        Calendar calendar = new GregorianCalendar();
        calendar.setTime(timestamp(value, column, null));
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
}
