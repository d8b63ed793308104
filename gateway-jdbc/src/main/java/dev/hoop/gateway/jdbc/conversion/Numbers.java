package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/**
 * Reads values as numbers and booleans, as the database's own driver does: H2 rounds to whole numbers where the others cut, and MariaDB takes
 * any text but "0" for true. Nothing wraps around.
 */
public final class Numbers {
    private static final Set<String> TRUE = Set.of("1", "t", "true", "y", "yes", "on");
    private static final Set<String> FALSE = Set.of("0", "f", "false", "n", "no", "off");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
    /** Printing a number of more digits than this in full is a way to fill the memory. */
    private static final int MAX_DIGITS = 200_000;

    private final Product product;

    public Numbers(Product product) {
        this.product = product;
    }

    /** A whole number within bounds; the type is named in the error, such as "int". */
    public long whole(Value value, long min, long max, String type) throws SQLException {
        long whole = value instanceof Value.Int64 number ? number.value() : wide(value, type);
        if (whole < min || whole > max) {
            throw CallerErrors.outOfRange(TypeNames.of(value), type);
        }
        return whole;
    }

    private long wide(Value value, String type) throws SQLException {
        if (value instanceof Value.Bool bool) {
            return bool.value() ? 1 : 0;
        }
        BigDecimal exact = whole(decimal(value, type), value);
        if (exact.compareTo(MIN_LONG) < 0 || exact.compareTo(MAX_LONG) > 0) {
            throw CallerErrors.outOfRange(TypeNames.of(value), type);
        }
        return exact.longValue();
    }

    private BigDecimal whole(BigDecimal number, Value value) {
        if (product != Product.H2) {
            return number.setScale(0, RoundingMode.DOWN);
        }
        boolean floating = value instanceof Value.Float64 || value instanceof Value.Float32;
        return floating // as Math.round does: a half goes up, whatever the sign
                ? number.add(HALF).setScale(0, RoundingMode.FLOOR)
                : number.setScale(0, RoundingMode.HALF_UP);
    }

    public BigDecimal decimal(Value value) throws SQLException {
        return decimal(value, "BigDecimal");
    }

    private BigDecimal decimal(Value value, String type) throws SQLException {
        try {
            if (value instanceof Value.Decimal number) {
                return number.value();
            } else if (value instanceof Value.Int64 number) {
                return BigDecimal.valueOf(number.value());
            } else if (value instanceof Value.Float64 number) {
                return new BigDecimal(Double.toString(number.value()));
            } else if (value instanceof Value.Float32 number) {
                return new BigDecimal(Float.toString(number.value()));
            } else if (value instanceof Value.Bool bool) {
                return bool.value() ? BigDecimal.ONE : BigDecimal.ZERO;
            } else if (value instanceof Value.Text text) {
                return parsed(text.value());
            } else if (value instanceof Value.Vendor vendor) {
                return parsed(vendor.text());
            }
        } catch (NumberFormatException e) {
            // NaN, infinity, or a text that is no number: said below
        }
        throw CallerErrors.notConvertible(TypeNames.of(value), type);
    }

    private static BigDecimal parsed(String text) {
        BigDecimal number = new BigDecimal(text.strip());
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new NumberFormatException("too many digits");
        }
        return number;
    }

    public BigInteger integer(Value value) throws SQLException {
        return decimal(value, "BigInteger").toBigInteger();
    }

    public double float64(Value value) throws SQLException {
        if (value instanceof Value.Float64 number) {
            return number.value();
        } else if (value instanceof Value.Float32 number) {
            return number.value();
        } else if (value instanceof Value.Int64 number) {
            return number.value();
        }
        String text = value instanceof Value.Text t ? t.value() : value instanceof Value.Vendor v ? v.text() : "";
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> decimal(value, "double").doubleValue();
        };
    }

    public float float32(Value value) throws SQLException {
        return value instanceof Value.Float32 number ? number.value() : (float) float64(value);
    }

    public boolean bool(Value value) throws SQLException {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        } else if (value instanceof Value.Text || value instanceof Value.Vendor) {
            String text = (value instanceof Value.Text t ? t.value() : ((Value.Vendor) value).text()).strip();
            if (product == Product.MARIADB) {
                return !text.equals("0");
            }
            String lower = text.toLowerCase(Locale.ROOT);
            if (TRUE.contains(lower) || FALSE.contains(lower)) {
                return TRUE.contains(lower);
            }
        }
        BigDecimal number = decimal(value, "boolean");
        if (product == Product.POSTGRESQL && number.signum() != 0 && number.compareTo(BigDecimal.ONE) != 0) {
            throw CallerErrors.notConvertible(TypeNames.of(value), "boolean");
        }
        boolean whole = product == Product.MARIADB && value instanceof Value.Decimal;
        return whole ? number.intValue() != 0 : number.signum() != 0;
    }
}
