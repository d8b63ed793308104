package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * PostgreSQL's array literals, read and written. The driver's Java arrays lose what a literal keeps: instants against wall clocks, NaN,
 * infinity, elements of types it does not know.
 */
final class PostgreSqlArray {
    private static final int MAX_DEPTH = 6; // the database's own bound

    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendOffset("+HH:mm:ss", "+00").toFormatter(Locale.ROOT);

    private final String elements;
    private final String text;
    private final ZoneId zone;
    private int at;

    private PostgreSqlArray(String elements, String text, ZoneId zone) {
        this.elements = elements;
        this.text = text;
        this.zone = zone;
    }

    static Value.Array parse(String elements, String text, ZoneId zone) throws SQLException {
        PostgreSqlArray reader = new PostgreSqlArray(elements, text, zone);
        reader.at = text.indexOf('{'); // in front may stand bounds: [0:2]={…}
        try {
            Value.Array whole = reader.array(1);
            if (reader.at != text.length()) {
                throw malformed();
            }
            return whole;
        } catch (IndexOutOfBoundsException e) {
            throw malformed();
        }
    }

    /** Whether an element is of a type that has no value of ours. */
    static boolean isSpecial(Value.Array array) {
        return array.elements().stream()
                .anyMatch(element -> element instanceof Value.Array nested
                        ? isSpecial(nested)
                        : element instanceof Value.Vendor vendor
                                && vendor.typeName().equals(array.elementTypeName()));
    }

    /** The same array with the texts of what has no value of ours. */
    static Value.Array texts(Value.Array array) {
        return new Value.Array(
                array.elementTypeName(),
                array.elements().stream()
                        .map(element -> element instanceof Value.Array nested
                                ? texts(nested)
                                : element instanceof Value.Vendor vendor ? new Value.Text(vendor.text()) : element)
                        .toList());
    }

    private Value.Array array(int depth) throws SQLException {
        if (depth > MAX_DEPTH || at < 0) {
            throw malformed();
        }
        List<Value> values = new ArrayList<>();
        at++; // {
        while (text.charAt(at) != '}') {
            values.add(text.charAt(at) == '{' ? array(depth + 1) : element());
            if (text.charAt(at) == delimiter()) {
                at++;
            }
        }
        at++; // }
        return new Value.Array(elements, values);
    }

    private char delimiter() {
        return elements.equals("box") ? ';' : ',';
    }

    private Value element() throws SQLException {
        if (text.charAt(at) == '"') {
            return value(quoted());
        }
        int start = at;
        while (text.charAt(at) != '}' && text.charAt(at) != delimiter()) {
            at++;
        }
        String bare = text.substring(start, at);
        return bare.equals("NULL") ? new Value.Null() : value(bare);
    }

    private String quoted() {
        StringBuilder content = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            content.append(text.charAt(at));
            at++;
        }
        at++;
        return content.toString();
    }

    private Value value(String element) throws SQLException {
        try {
            return switch (elements) {
                case "bool" -> new Value.Bool(element.equals("t") || element.equals("true"));
                case "int2", "int4", "int8", "oid" -> new Value.Int64(Long.parseLong(element));
                case "float4" -> new Value.Float32(Float.parseFloat(element));
                case "float8" -> new Value.Float64(Double.parseDouble(element));
                case "numeric" -> new Value.Decimal(new BigDecimal(element));
                case "text", "varchar", "bpchar", "char", "name", "json", "jsonb", "xml" -> new Value.Text(element);
                case "bytea" -> new Value.Bytes(HexFormat.of().parseHex(element, 2, element.length()));
                case "uuid" -> new Value.Uuid(UUID.fromString(element));
                case "date" -> new Value.Date(LocalDate.parse(element));
                case "time" -> new Value.Time(LocalTime.parse(element));
                case "timetz" -> timeWithOffset(element);
                case "timestamp" -> new Value.Timestamp(LocalDateTime.parse(element.replace(' ', 'T')));
                case "timestamptz" -> instant(element);
                default -> new Value.Vendor(elements, element);
            };
        } catch (NumberFormatException | DateTimeException e) {
            return new Value.Vendor(elements, element); // NaN, infinity, years before Christ
        }
    }

    private Value timeWithOffset(String element) {
        int sign = Math.max(element.indexOf('+'), element.indexOf('-'));
        return new Value.TimeWithOffset(
                OffsetTime.of(LocalTime.parse(element.substring(0, sign)), offset(element.substring(sign))));
    }

    private Value instant(String element) {
        int sign = Math.max(element.lastIndexOf('+'), element.lastIndexOf('-'));
        LocalDateTime wall = LocalDateTime.parse(element.substring(0, sign).replace(' ', 'T'));
        return new Value.TimestampWithOffset(OffsetDateTime.of(wall, offset(element.substring(sign)))
                .atZoneSameInstant(zone)
                .toOffsetDateTime());
    }

    private static java.time.ZoneOffset offset(String text) {
        return java.time.ZoneOffset.of(text);
    }

    private static SQLException malformed() {
        return new SQLException("the database sent an array that does not read as one", "22P02");
    }

    /** The literal for a parameter. */
    static String literal(Value.Array array) {
        StringBuilder text = new StringBuilder("{");
        for (Value element : array.elements()) {
            if (text.length() > 1) {
                text.append(array.elementTypeName().equals("box") ? ';' : ',');
            }
            append(element, text);
        }
        return text.append('}').toString();
    }

    private static void append(Value element, StringBuilder text) {
        if (element instanceof Value.Null) {
            text.append("NULL");
        } else if (element instanceof Value.Array nested) {
            text.append(literal(nested));
        } else {
            quote(print(element), text);
        }
    }

    /** An element's text in quotes, so that only NULL is NULL. */
    static void quote(String element, StringBuilder text) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < element.length(); i++) {
            char sign = element.charAt(i);
            if (sign == '"' || sign == '\\') {
                text.append(element, from, i).append('\\');
                from = i;
            }
        }
        text.append(element, from, element.length()).append('"');
    }

    /** As a bytea is written. */
    static String hex(Value.Bytes bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes.value());
    }

    private static String print(Value element) {
        if (element instanceof Value.Bytes bytes) {
            return hex(bytes);
        }
        if (element instanceof Value.TimestampWithOffset instant) {
            return instant.value().toLocalDateTime()
                    + OFFSET.format(instant.value().getOffset());
        }
        if (element instanceof Value.TimeWithOffset time) {
            return time.value().toLocalTime() + OFFSET.format(time.value().getOffset());
        }
        if (element instanceof Value.WallClock clock) {
            return clock.value().atZone(clock.zone()).toOffsetDateTime().toString();
        }
        return String.valueOf(JavaValues.object(element));
    }
}
