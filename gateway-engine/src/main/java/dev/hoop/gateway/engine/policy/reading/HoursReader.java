package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.schedule.Hours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads hours of the day in a zone. */
final class HoursReader {
    private HoursReader() {}

    static Hours read(Fields owner) {
        Fields fields = owner.node("hours")
                .map(node -> Fields.of(node, Section.HOURS, owner.problems()))
                .orElseThrow();
        return new Hours(time(fields, "from", "08:00"), time(fields, "to", "18:00"), zone(fields), days(fields));
    }

    static LocalTime time(Fields fields, String key, String example) {
        String text = fields.requiredText(key, "\"" + example + "\"");
        try {
            return text.isEmpty() ? LocalTime.MIN : LocalTime.parse(text);
        } catch (DateTimeException e) {
            fields.problems()
                    .add(
                            fields.mark(key),
                            "'" + key + "' is not a time of day: '" + text + "'",
                            "write " + key + ": \"" + example + "\"");
            return LocalTime.MIN;
        }
    }

    static ZoneId zone(Fields fields) {
        String text = fields.requiredText("zone", "Europe/Berlin");
        try {
            return text.isEmpty() ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            fields.problems()
                    .add(
                            fields.mark("zone"),
                            "'zone' is not a time zone: '" + text + "'",
                            "write a name such as Europe/Berlin or UTC");
            return ZoneOffset.UTC;
        }
    }

    static Set<DayOfWeek> days(Fields fields) {
        if (!fields.has("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Map<String, DayOfWeek> words = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            words.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Text text : fields.texts("days")) {
            DayOfWeek day = words.get(text.value());
            if (day == null) {
                fields.unknown("day", text, words.keySet());
            } else {
                days.add(day);
            }
        }
        return days;
    }
}
