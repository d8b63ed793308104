package dev.hoop.gateway.jdbc.options;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The options of one connection as given, each readable as what it means. A value that cannot be read is refused with the name of its
 * option; the value of a secret is never shown.
 */
public final class OptionValues {
    private static final int MOST_DIGITS = 9;

    private final Map<Option, String> given;

    OptionValues(Map<Option, String> given) throws SQLException {
        this.given = Collections.unmodifiableMap(new EnumMap<>(given));
        for (Map.Entry<Option, String> entry : given.entrySet()) {
            Option option = entry.getKey();
            if (!option.choices().isEmpty() && !option.choices().contains(entry.getValue())) {
                throw refused(option, "is '" + entry.getValue() + "'; use one of " + option.choices());
            }
        }
    }

    /** The value given, or the default. */
    public String text(Option option) {
        return given.getOrDefault(option, option.byDefault());
    }

    public boolean isGiven(Option option) {
        return !given.getOrDefault(option, "").isEmpty();
    }

    /** A number of milliseconds, or of the unit that follows it: ms, s, m, h. */
    public Duration duration(Option option) throws SQLException {
        String text = text(option);
        int digits = digits(text);
        Duration unit = switch (text.substring(digits)) {
            case "", "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ZERO;
        };
        if (digits == 0 || unit.isZero()) {
            throw refused(option, "is no duration; write milliseconds, or a number with ms, s, m or h, such as 30s");
        }
        return unit.multipliedBy(Integer.parseInt(text, 0, digits, 10));
    }

    /** A number of bytes, or of KiB (k) or MiB (m), up to one GiB. */
    public int bytes(Option option) throws SQLException {
        String text = text(option);
        int digits = digits(text);
        long unit = switch (text.substring(digits)) {
            case "" -> 1;
            case "k", "K" -> 1024;
            case "m", "M" -> 1024 * 1024;
            default -> 0;
        };
        if (digits == 0 || unit == 0) {
            throw refused(option, "is no size; write bytes, or a number with k or m, such as 256k");
        }
        long bytes = Integer.parseInt(text, 0, digits, 10) * unit;
        if (bytes < 1 || bytes > 1024L * 1024 * 1024) {
            throw refused(option, "is outside 1 byte to 1024m");
        }
        return (int) bytes;
    }

    /** How many digits of ASCII a text begins with, and no more than a number may have. Six such texts are read for each connection. */
    private static int digits(String text) {
        int count = 0;
        while (count < Math.min(text.length(), MOST_DIGITS) && text.charAt(count) >= '0' && text.charAt(count) <= '9') {
            count++;
        }
        return count;
    }

    public int number(Option option) throws SQLException {
        try {
            int number = Integer.parseInt(text(option));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, in our words
        }
        throw refused(option, "is no whole number from zero on");
    }

    static SQLException refused(Option option, String problem) {
        return invalid("option '" + option.key() + "' " + problem);
    }

    /** State 08001: with this configuration no connection can be made. */
    static SQLException invalid(String message) {
        return new SQLNonTransientConnectionException(message, "08001");
    }

    /** Names only: values may be secret. */
    @Override
    public String toString() {
        return "OptionValues" + given.keySet();
    }
}
