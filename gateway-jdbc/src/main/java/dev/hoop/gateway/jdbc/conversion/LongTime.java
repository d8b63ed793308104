package dev.hoop.gateway.jdbc.conversion;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times of MariaDB and MySQL that are no times of day: lengths of up to 838 hours, forwards or back. */
final class LongTime {
    private static final Pattern FORM = Pattern.compile("(-?)(\\d{2,3})(:\\d\\d:\\d\\d(\\.\\d{1,9})?)");

    private LongTime() {}

    static Optional<Duration> parse(String text) {
        Matcher time = FORM.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        Duration hours = Duration.ofHours(Integer.parseInt(time.group(2)));
        Duration rest = Duration.between(LocalTime.MIDNIGHT, LocalTime.parse("00" + time.group(3)));
        Duration length = hours.plus(rest);
        return Optional.of(time.group(1).isEmpty() ? length : length.negated());
    }
}
