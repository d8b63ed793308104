package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Prints values as the database behind the gateway prints them, since applications compare what {@code getString} gives. Where a database
 * prints a value in a way that cannot be had from the value, the gateway sends the text itself.
 */
public final class Texts {
    private static final int ALL_NANOS = 9;

    private final Product product;
    private final ZoneId zone = ZoneId.systemDefault(); // of the session, which begins now

    public Texts(Product product) {
        this.product = product;
    }

    /**
     * A value as its database prints it.
     *
     * @param typeName the database's name of the type
     * @param scale the digits after the point, where the type has a fixed number of them
     */
    public String text(Value value, String typeName, int scale) {
        if (value instanceof Value.Text text) {
            return text.value();
        } else if (value instanceof Value.Int64 number) {
            return Long.toString(number.value());
        } else if (value instanceof Value.Decimal number) {
            return number.value().toPlainString();
        } else if (value instanceof Value.Bool bool) {
            return bool(bool.value(), typeName);
        } else if (value instanceof Value.Vendor vendor) {
            return vendor.text();
        } else if (value instanceof Value.Uuid uuid) {
            return uuid.value().toString();
        } else if (value instanceof Value.Bytes bytes) {
            return bytes(bytes.value(), typeName);
        } else if (value instanceof Value.Float64 number) {
            if (hasFixedDigits(typeName, scale)) {
                return fixed(number.value(), scale);
            }
            return floating(number.value(), Double.toString(number.value()), 15);
        } else if (value instanceof Value.Float32 number) {
            if (hasFixedDigits(typeName, scale)) {
                return fixed(number.value(), scale);
            }
            return floating(number.value(), Float.toString(number.value()), product == Product.MARIADB ? 15 : 6);
        } else if (value instanceof Value.Array array) {
            return array(array);
        }
        return time(value, scale);
    }

    /** MariaDB prints a DOUBLE(12,3), and what is computed of one, with so many digits; 31 stands for as many as it takes. */
    private boolean hasFixedDigits(String typeName, int scale) {
        return product == Product.MARIADB
                && scale < 31
                && (typeName.equalsIgnoreCase("DOUBLE") || typeName.equalsIgnoreCase("FLOAT"));
    }

    private static String fixed(double value, int scale) {
        return new BigDecimal(value).setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    }

    private String time(Value value, int scale) {
        int digits = product == Product.MARIADB ? Math.max(0, Math.min(scale, ALL_NANOS)) : -1;
        if (value instanceof Value.Date date) {
            return date(date.value()) + era(date.value());
        } else if (value instanceof Value.Time time) {
            return time(time.value(), digits);
        } else if (value instanceof Value.TimeWithOffset time) {
            return time(time.value().toLocalTime(), digits)
                    + offset(time.value().getOffset());
        } else if (value instanceof Value.Timestamp timestamp) {
            return timestamp(timestamp.value(), digits) + era(timestamp.value().toLocalDate());
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            // PostgreSQL stores the instant alone and prints it in the zone of the session, which was the caller's when
            // it began
            var shown = product == Product.POSTGRESQL
                    ? timestamp.value().atZoneSameInstant(zone).toOffsetDateTime()
                    : timestamp.value();
            return timestamp(shown.toLocalDateTime(), digits) + offset(shown.getOffset()) + era(shown.toLocalDate());
        }
        return value.toString();
    }

    private String bool(boolean value, String typeName) {
        return switch (product) {
            case POSTGRESQL -> value ? "t" : "f";
            case H2 -> value ? "TRUE" : "FALSE";
            case MARIADB -> typeName.equalsIgnoreCase("BIT") ? Boolean.toString(value) : (value ? "1" : "0");
            case OTHER -> Boolean.toString(value);
        };
    }

    private String bytes(byte[] value, String typeName) {
        if (product == Product.MARIADB && typeName.equalsIgnoreCase("BIT")) {
            BigInteger bits = new BigInteger(1, value);
            return bits.signum() == 0 ? "b''" : "b'" + bits.toString(2) + "'";
        }
        return product == Product.POSTGRESQL
                ? "\\x" + HexFormat.of().formatHex(value)
                : new String(value, StandardCharsets.UTF_8);
    }

    /** @param plainDigits up to this power of ten PostgreSQL writes no exponent */
    private String floating(double value, String java, int plainDigits) {
        if (product == Product.H2 || product == Product.OTHER || Double.isNaN(value) || Double.isInfinite(value)) {
            return java;
        }
        BigDecimal exact = new BigDecimal(java).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        int smallest = product == Product.POSTGRESQL ? -4 : -15;
        String sign = value == 0 && java.startsWith("-") ? "-" : "";
        if (exact.signum() == 0 || (exponent >= smallest && exponent < plainDigits)) {
            return sign + exact.toPlainString();
        }
        String mantissa = exact.movePointLeft(exponent).toPlainString();
        return product == Product.POSTGRESQL
                ? "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent))
                : mantissa + "e" + exponent;
    }

    private static String date(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static String timestamp(LocalDateTime value, int digits) {
        return date(value.toLocalDate()) + " " + time(value.toLocalTime(), digits);
    }

    /** @param digits of the second's fraction; -1 for as many as there are */
    private static String time(LocalTime time, int digits) {
        String seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        String nanos = "%09d".formatted(time.get(ChronoField.NANO_OF_SECOND));
        String fraction = digits < 0 ? nanos.replaceAll("0+$", "") : nanos.substring(0, digits);
        return fraction.isEmpty() ? seconds : seconds + "." + fraction;
    }

    private static String offset(ZoneOffset offset) {
        String id = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
        return id.endsWith(":00") && id.length() == 6 ? id.substring(0, 3) : id;
    }

    private String array(Value.Array array) {
        if (product == Product.POSTGRESQL) {
            return array.elements().stream()
                    .map(element -> literal(element, array.elementTypeName()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return array.elements().stream()
                .map(element ->
                        element instanceof Value.Null ? "null" : text(element, array.elementTypeName(), ALL_NANOS))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String literal(Value element, String typeName) {
        if (element instanceof Value.Null) {
            return "NULL";
        }
        String text = text(element, typeName, ALL_NANOS);
        boolean bare = element instanceof Value.Array
                || (!text.isEmpty()
                        && !text.equalsIgnoreCase("NULL")
                        && text.chars().noneMatch(c -> Character.isWhitespace(c) || "{}\",\\".indexOf(c) >= 0));
        return bare ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
