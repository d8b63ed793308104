package dev.hoop.gateway.jdbc.options;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of one connection as given, each readable as what it means. A value that cannot be read is refused with the name of its
 * option; the value of a secret is never shown.
 */
public final class OptionValues {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(k|m|)", Pattern.CASE_INSENSITIVE);

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
        Matcher matcher = DURATION.matcher(text(option));
        if (!matcher.matches()) {
            throw refused(option, "is no duration; write milliseconds, or a number with ms, s, m or h, such as 30s");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMillis(number);
        };
    }

    /** A number of bytes, or of KiB (k) or MiB (m), up to one GiB. */
    public int bytes(Option option) throws SQLException {
        Matcher matcher = SIZE.matcher(text(option));
        if (!matcher.matches()) {
            throw refused(option, "is no size; write bytes, or a number with k or m, such as 256k");
        }
        long unit = switch (matcher.group(2)) {
            case "k", "K" -> 1024;
            case "m", "M" -> 1024 * 1024;
            default -> 1;
        };
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes < 1 || bytes > 1024L * 1024 * 1024) {
            throw refused(option, "is outside 1 byte to 1024m");
        }
        return (int) bytes;
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
