package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How MariaDB's own driver reads what only that family of databases has: dates of zeros, times that are lengths, bits, numbers in bytes. */
public final class MariaDbForms {
    private static final Pattern ZERO_DATE = Pattern.compile("0000-00-00( 00:00:00(\\.0+)?)?");

    /** What needs no quotes: basic Latin, digits, dollar, underscore, and the rest of the first plane. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[0-9a-zA-Z$_\\u0080-\\uD7FF\\uE000-\\uFFFF]+");

    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9]+");
    private static final int LONGEST_NAME = 64;

    private MariaDbForms() {}

    /** Whether it is the date that is none, which reads as NULL where a date is wanted. */
    public static boolean isNoDate(Value value) {
        return text(value).filter(text -> ZERO_DATE.matcher(text).matches()).isPresent();
    }

    /** What a number is read from: the number that bits are, the text that bytes are, or the value itself. */
    public static Value number(Value.Bytes bytes, String typeName) {
        return typeName.equalsIgnoreCase("BIT")
                ? new Value.Decimal(new BigDecimal(new BigInteger(1, bytes.value())))
                : readable(bytes, typeName);
    }

    /** The text in a column of short bytes; other bytes as they are. */
    public static Value readable(Value.Bytes bytes, String typeName) {
        String type = typeName.toUpperCase(Locale.ROOT);
        return type.equals("BINARY") || type.equals("VARBINARY")
                ? new Value.Text(new String(bytes.value(), StandardCharsets.UTF_8))
                : bytes;
    }

    /**
     * A name as it may stand in a text: in backticks, those in it doubled, unless it needs none.
     *
     * @throws SQLException if it can be no name
     */
    public static String identifier(String name, boolean always) throws SQLException {
        boolean quoted = name.length() > 2 && name.startsWith("`") && name.endsWith("`");
        String bare = quoted ? name.substring(1, name.length() - 1).replace("``", "`") : name;
        if (bare.isEmpty() || bare.length() > LONGEST_NAME || bare.indexOf('\0') >= 0) {
            throw CallerErrors.badArgument("a name has 1 to " + LONGEST_NAME + " characters, none of them NUL");
        }
        boolean plain =
                PLAIN_NAME.matcher(bare).matches() && !ALL_DIGITS.matcher(bare).matches();
        return always || quoted || !plain ? "`" + bare.replace("`", "``") + "`" : bare;
    }

    /** The first day of a year; of two digits, those from 70 are of the last century. */
    public static Value firstDay(long year) {
        long century = year == 0 || year > 99 ? 0 : year < 70 ? 2000 : 1900;
        return new Value.Date(LocalDate.of((int) (century + year), 1, 1));
    }

    /** A length of time, of a time of day since midnight. */
    public static Duration length(Value value) throws SQLException {
        if (value instanceof Value.Time time) {
            return Duration.between(LocalTime.MIDNIGHT, time.value());
        }
        return text(value)
                .flatMap(LongTime::parse)
                .orElseThrow(() -> CallerErrors.notConvertible(TypeNames.of(value), "Duration"));
    }

    /** Bits, the lowest first. */
    public static BitSet bits(Value value) throws SQLException {
        if (value instanceof Value.Bool bit) {
            BitSet one = new BitSet(1);
            one.set(0, bit.value());
            return one;
        } else if (value instanceof Value.Bytes bytes) {
            byte[] lowestFirst = new byte[bytes.value().length];
            for (int i = 0; i < lowestFirst.length; i++) {
                lowestFirst[i] = bytes.value()[lowestFirst.length - 1 - i];
            }
            return BitSet.valueOf(lowestFirst);
        }
        throw CallerErrors.notConvertible(TypeNames.of(value), "BitSet");
    }

    private static Optional<String> text(Value value) {
        if (value instanceof Value.Text text) {
            return Optional.of(text.value());
        }
        return value instanceof Value.Vendor vendor ? Optional.of(vendor.text()) : Optional.empty();
    }

    /** How long a time is that is written in one of these forms. */
    static Optional<Duration> lengthIn(Value value) {
        return text(value).flatMap(LongTime::parse);
    }
}
