package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Value;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;

/**
 * The JDBC type of an array's elements, by the database's name of it or by what the elements are.
 *
 * <p>The names are those of PostgreSQL, H2 and the SQL standard.
 */
final class ElementTypes {
    private static final Map<String, Integer> BY_NAME = Map.ofEntries(
            Map.entry("bool", Types.BIT),
            Map.entry("boolean", Types.BOOLEAN),
            Map.entry("int2", Types.SMALLINT),
            Map.entry("smallint", Types.SMALLINT),
            Map.entry("tinyint", Types.TINYINT),
            Map.entry("int4", Types.INTEGER),
            Map.entry("int", Types.INTEGER),
            Map.entry("integer", Types.INTEGER),
            Map.entry("int8", Types.BIGINT),
            Map.entry("bigint", Types.BIGINT),
            Map.entry("float4", Types.REAL),
            Map.entry("real", Types.REAL),
            Map.entry("float8", Types.DOUBLE),
            Map.entry("double", Types.DOUBLE),
            Map.entry("double precision", Types.DOUBLE),
            Map.entry("numeric", Types.NUMERIC),
            Map.entry("decimal", Types.NUMERIC),
            Map.entry("text", Types.VARCHAR),
            Map.entry("varchar", Types.VARCHAR),
            Map.entry("character varying", Types.VARCHAR),
            Map.entry("bpchar", Types.CHAR),
            Map.entry("char", Types.CHAR),
            Map.entry("character", Types.CHAR),
            Map.entry("bytea", Types.BINARY),
            Map.entry("binary varying", Types.VARBINARY),
            Map.entry("varbinary", Types.VARBINARY),
            Map.entry("date", Types.DATE),
            Map.entry("time", Types.TIME),
            Map.entry("timetz", Types.TIME_WITH_TIMEZONE),
            Map.entry("time with time zone", Types.TIME_WITH_TIMEZONE),
            Map.entry("timestamp", Types.TIMESTAMP),
            Map.entry("timestamptz", Types.TIMESTAMP_WITH_TIMEZONE),
            Map.entry("timestamp with time zone", Types.TIMESTAMP_WITH_TIMEZONE),
            Map.entry("array", Types.ARRAY));

    private ElementTypes() {}

    static int jdbcType(Value.Array array) {
        Integer named = BY_NAME.get(array.elementTypeName().toLowerCase(Locale.ROOT));
        if (named != null) {
            return named;
        }
        return array.elements().stream()
                .filter(element -> !(element instanceof Value.Null))
                .findFirst()
                .map(ElementTypes::jdbcType)
                .orElse(Types.OTHER);
    }

    private static int jdbcType(Value element) {
        if (element instanceof Value.Array nested) {
            return jdbcType(nested);
        } else if (element instanceof Value.Text) {
            return Types.VARCHAR;
        } else if (element instanceof Value.Int64) {
            return Types.BIGINT;
        } else if (element instanceof Value.Decimal) {
            return Types.NUMERIC;
        } else if (element instanceof Value.Bool) {
            return Types.BOOLEAN;
        } else if (element instanceof Value.Bytes) {
            return Types.VARBINARY;
        }
        return Types.OTHER;
    }

    /** The class of an array's elements, as arrays of them are read. */
    static String className(Value.Array array) {
        boolean uuids = array.elementTypeName().equals("uuid"); // PostgreSQL's, in small letters; H2 has objects
        return uuids ? "java.util.UUID" : className(jdbcType(array));
    }

    /** The class of elements of a type, as arrays of it are read. */
    static String className(int jdbcType) {
        return switch (jdbcType) {
            case Types.BIT, Types.BOOLEAN -> "java.lang.Boolean";
            case Types.TINYINT, Types.SMALLINT -> "java.lang.Short";
            case Types.INTEGER -> "java.lang.Integer";
            case Types.BIGINT -> "java.lang.Long";
            case Types.REAL -> "java.lang.Float";
            case Types.DOUBLE -> "java.lang.Double";
            case Types.NUMERIC -> "java.math.BigDecimal";
            case Types.CHAR, Types.VARCHAR -> "java.lang.String";
            case Types.BINARY, Types.VARBINARY -> "[B";
            case Types.DATE -> "java.sql.Date";
            case Types.TIME -> "java.sql.Time";
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "java.sql.Timestamp";
            case Types.ARRAY -> "java.sql.Array";
            default -> "java.lang.Object";
        };
    }
}
