package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Map;
import java.util.Set;

/** Which dates and times PostgreSQL's own driver reads as which class of java.time; where it refuses, so does this one. */
public final class TimeClasses {
    private static final Set<Class<?>> TEMPORAL = Set.of(
            Value.Date.class,
            Value.Time.class,
            Value.TimeWithOffset.class,
            Value.Timestamp.class,
            Value.TimestampWithOffset.class);

    private static final Map<Class<?>, Set<Class<?>>> READ_FROM = Map.of(
            LocalDate.class, Set.of(Value.Date.class, Value.Timestamp.class),
            LocalTime.class, Set.of(Value.Time.class),
            LocalDateTime.class, Set.of(Value.Timestamp.class),
            OffsetDateTime.class,
                    Set.of(Value.TimestampWithOffset.class, Value.Timestamp.class, Value.TimeWithOffset.class),
            OffsetTime.class, Set.of(Value.TimeWithOffset.class));

    private TimeClasses() {}

    /** Whether that driver refuses to read the value so. */
    public static boolean refuse(Value value, Class<?> type) {
        return TEMPORAL.contains(value.getClass())
                && READ_FROM.containsKey(type)
                && !READ_FROM.get(type).contains(value.getClass());
    }
}
