package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values as Java objects and back, for drivers that hand arrays over as objects. */
final class JavaValues {
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private JavaValues() {}

    static Value.Array array(String elementTypeName, @Nullable Object[] elements) throws SQLException {
        List<Value> values = new ArrayList<>(elements.length);
        for (Object element : elements) {
            values.add(value(elementTypeName, element));
        }
        return new Value.Array(elementTypeName, values);
    }

    static Value value(String typeName, @Nullable Object element) throws SQLException {
        if (element == null) {
            return new Value.Null();
        }
        if (element instanceof Object[] nested) {
            return array(typeName, nested);
        }
        if (element instanceof java.sql.Array nested) {
            return array(nested.getBaseTypeName(), (Object[]) nested.getArray());
        }
        if (element instanceof Number number) {
            return number(number);
        }
        return other(typeName, element);
    }

    private static Value number(Number number) {
        if (number instanceof BigDecimal decimal) {
            return new Value.Decimal(decimal);
        }
        if (number instanceof BigInteger integer) {
            return integer(integer);
        }
        if (number instanceof Float) {
            return new Value.Float32(number.floatValue());
        }
        if (number instanceof Double) {
            return new Value.Float64(number.doubleValue());
        }
        return new Value.Int64(number.longValue());
    }

    static Value integer(BigInteger integer) {
        return integer.compareTo(MIN_LONG) >= 0 && integer.compareTo(MAX_LONG) <= 0
                ? new Value.Int64(integer.longValue())
                : new Value.Decimal(new BigDecimal(integer));
    }

    private static Value other(String typeName, Object element) throws SQLException {
        if (element instanceof Boolean value) {
            return new Value.Bool(value);
        }
        if (element instanceof String value) {
            return new Value.Text(value);
        }
        if (element instanceof byte[] value) {
            return new Value.Bytes(value);
        }
        if (element instanceof UUID value) {
            return new Value.Uuid(value);
        }
        if (element instanceof java.sql.Date value) {
            return new Value.Date(value.toLocalDate());
        }
        if (element instanceof java.sql.Time value) {
            return new Value.Time(value.toLocalTime());
        }
        if (element instanceof java.sql.Timestamp value) {
            return new Value.Timestamp(value.toLocalDateTime());
        }
        if (element instanceof OffsetDateTime value) {
            return new Value.TimestampWithOffset(value);
        }
        if (element instanceof OffsetTime value) {
            return new Value.TimeWithOffset(value);
        }
        if (element instanceof java.sql.Clob value) {
            return new Value.Text(value.getSubString(1, (int) value.length()));
        }
        return new Value.Vendor(typeName, element.toString());
    }

    /** What drivers take as an element of an array or as an object to set. */
    static @Nullable Object object(Value value) {
        if (value instanceof Value.Bool it) {
            return it.value();
        }
        if (value instanceof Value.Int64 it) {
            return it.value();
        }
        if (value instanceof Value.Float32 it) {
            return it.value();
        }
        if (value instanceof Value.Float64 it) {
            return it.value();
        }
        if (value instanceof Value.Decimal it) {
            return it.value();
        }
        if (value instanceof Value.Text it) {
            return it.value();
        }
        if (value instanceof Value.Bytes it) {
            return it.value();
        }
        if (value instanceof Value.Uuid it) {
            return it.value();
        }
        if (value instanceof Value.Array it) {
            return elements(it);
        }
        if (value instanceof Value.Vendor it) {
            return it.text();
        }
        if (value instanceof Value.Null) {
            return null;
        }
        return temporal(value);
    }

    static @Nullable Object[] elements(Value.Array array) {
        return array.elements().stream().map(JavaValues::object).toArray();
    }

    private static Object temporal(Value value) {
        if (value instanceof Value.Date it) {
            return it.value();
        }
        if (value instanceof Value.Time it) {
            return it.value();
        }
        if (value instanceof Value.TimeWithOffset it) {
            return it.value();
        }
        if (value instanceof Value.Timestamp it) {
            return it.value();
        }
        if (value instanceof Value.TimestampWithOffset it) {
            return it.value();
        }
        if (value instanceof Value.WallClock it) {
            return it.value();
        }
        throw new IllegalStateException("a " + value.getClass().getSimpleName() + " is no plain value");
    }
}
