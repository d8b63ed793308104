package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import java.sql.Types;
import java.util.Optional;

/**
 * What PostgreSQL's driver tells the database about the type of a parameter that {@link Parameters} binds: a name of its own, or nothing.
 *
 * @param name the database's name of the type; empty where nothing is told
 */
public record ParameterType(Kind kind, String name) {
    /** Where the name comes from. */
    public enum Kind {
        /** There is none: the database finds the type by the parameter's place. */
        OPEN,
        /** It is that of strings, which the driver can be told to send without a type. */
        STRING,
        /** It is of a type that comes with the database. */
        PLAIN,
        /** The caller named the type. */
        NAMED
    }

    public static final ParameterType OPEN = new ParameterType(Kind.OPEN, "");
    private static final ParameterType STRING = new ParameterType(Kind.STRING, "varchar");

    private static final ParameterType BOOL = new ParameterType(Kind.PLAIN, "bool");
    private static final ParameterType BPCHAR = new ParameterType(Kind.PLAIN, "bpchar");
    private static final ParameterType BYTEA = new ParameterType(Kind.PLAIN, "bytea");
    private static final ParameterType DATE = new ParameterType(Kind.PLAIN, "date");
    private static final ParameterType FLOAT8 = new ParameterType(Kind.PLAIN, "float8");
    private static final ParameterType INT2 = new ParameterType(Kind.PLAIN, "int2");
    private static final ParameterType INT4 = new ParameterType(Kind.PLAIN, "int4");
    private static final ParameterType INT8 = new ParameterType(Kind.PLAIN, "int8");
    private static final ParameterType NUMERIC = new ParameterType(Kind.PLAIN, "numeric");
    private static final ParameterType TIME = new ParameterType(Kind.PLAIN, "time");
    private static final ParameterType TIMESTAMP = new ParameterType(Kind.PLAIN, "timestamp");
    private static final ParameterType TIMESTAMPTZ = new ParameterType(Kind.PLAIN, "timestamptz");
    private static final ParameterType TIMETZ = new ParameterType(Kind.PLAIN, "timetz");
    private static final ParameterType UUID = new ParameterType(Kind.PLAIN, "uuid");

    /** Empty for what is not known for certain. */
    static Optional<ParameterType> of(Parameter parameter) {
        if (!parameter.typeName().isEmpty()) {
            return Optional.empty();
        }
        Value value = parameter.value();
        int declared = parameter.jdbcType();
        if (value instanceof Value.Null) {
            return nothing(declared);
        }
        if (value instanceof Value.Int64 number) {
            return integer(number.value(), declared);
        }
        if (value instanceof Value.Text) {
            return text(declared);
        }
        if (value instanceof Value.WallClock) {
            return Optional.of(OPEN); // so that the driver need not know whether it has a zone
        }
        if (value instanceof Value.Vendor vendor) {
            return Optional.of(new ParameterType(Kind.NAMED, vendor.typeName()));
        }
        return plain(value, declared);
    }

    private static Optional<ParameterType> nothing(int declared) {
        return switch (declared) {
            case Types.TINYINT, Types.SMALLINT -> Optional.of(INT2);
            case Types.INTEGER -> Optional.of(INT4);
            case Types.BIGINT -> Optional.of(INT8);
            case Types.DOUBLE, Types.FLOAT -> Optional.of(FLOAT8);
            case Types.DECIMAL, Types.NUMERIC -> Optional.of(NUMERIC);
            case Types.VARCHAR, Types.LONGVARCHAR -> Optional.of(STRING);
            case Types.CHAR -> Optional.of(BPCHAR);
            case Types.DATE -> Optional.of(DATE);
            case Types.BOOLEAN, Types.BIT -> Optional.of(BOOL);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> Optional.of(BYTEA);
            case Parameter.UNDECLARED,
                    Types.NULL,
                    Types.OTHER,
                    Types.TIME,
                    Types.TIME_WITH_TIMEZONE,
                    Types.TIMESTAMP,
                    Types.TIMESTAMP_WITH_TIMEZONE -> Optional.of(OPEN);
            default -> Optional.empty();
        };
    }

    private static Optional<ParameterType> integer(long number, int declared) {
        return switch (declared) {
            case Types.TINYINT -> number == (byte) number ? Optional.of(INT2) : Optional.empty();
            case Types.SMALLINT -> number == (short) number ? Optional.of(INT2) : Optional.empty();
            case Types.INTEGER -> number == (int) number ? Optional.of(INT4) : Optional.empty();
            case Parameter.UNDECLARED, Types.BIGINT -> Optional.of(INT8);
            default -> Optional.empty();
        };
    }

    private static Optional<ParameterType> text(int declared) {
        return switch (declared) {
            case Parameter.UNDECLARED, Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> Optional.of(STRING);
            case Types.OTHER -> Optional.of(OPEN);
            default -> Optional.empty();
        };
    }

    private static Optional<ParameterType> plain(Value value, int declared) {
        if (value instanceof Value.Bool) {
            return when(BOOL, declared, Types.BOOLEAN, Types.BIT);
        }
        if (value instanceof Value.Decimal) {
            return when(NUMERIC, declared, Types.NUMERIC, Types.DECIMAL);
        }
        if (value instanceof Value.Float64) {
            return when(FLOAT8, declared, Types.DOUBLE, Types.FLOAT);
        }
        if (value instanceof Value.Bytes) {
            return when(BYTEA, declared, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY);
        }
        if (value instanceof Value.Uuid) {
            return when(UUID, declared, Types.OTHER);
        }
        if (value instanceof Value.Date) {
            return when(DATE, declared, Types.DATE);
        }
        if (value instanceof Value.Time) {
            return when(TIME, declared, Types.TIME);
        }
        if (value instanceof Value.TimeWithOffset) {
            return when(TIMETZ, declared, Types.TIME_WITH_TIMEZONE);
        }
        if (value instanceof Value.Timestamp) {
            return when(TIMESTAMP, declared, Types.TIMESTAMP);
        }
        if (value instanceof Value.TimestampWithOffset) {
            return when(TIMESTAMPTZ, declared, Types.TIMESTAMP_WITH_TIMEZONE);
        }
        return Optional.empty();
    }

    private static Optional<ParameterType> when(ParameterType type, int declared, int... natural) {
        boolean expected = declared == Parameter.UNDECLARED;
        for (int one : natural) {
            expected |= declared == one;
        }
        return expected ? Optional.of(type) : Optional.empty();
    }
}
