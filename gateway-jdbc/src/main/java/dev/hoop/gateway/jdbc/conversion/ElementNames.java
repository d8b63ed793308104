package dev.hoop.gateway.jdbc.conversion;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** The element type of a Java array given as a parameter without a name, as PostgreSQL calls it; the other databases look at the elements. */
final class ElementNames {
    private static final Map<Class<?>, String> NAMES = Map.ofEntries(
            Map.entry(Boolean.class, "bool"),
            Map.entry(boolean.class, "bool"),
            Map.entry(short.class, "int2"),
            Map.entry(int.class, "int4"),
            Map.entry(long.class, "int8"),
            Map.entry(float.class, "float4"),
            Map.entry(double.class, "float8"),
            Map.entry(Short.class, "int2"),
            Map.entry(Integer.class, "int4"),
            Map.entry(Long.class, "int8"),
            Map.entry(Float.class, "float4"),
            Map.entry(Double.class, "float8"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(String.class, "text"),
            Map.entry(byte[].class, "bytea"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(java.sql.Date.class, "date"),
            Map.entry(java.sql.Timestamp.class, "timestamp"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalDateTime.class, "timestamp"),
            Map.entry(OffsetDateTime.class, "timestamptz"));

    private ElementNames() {}

    static String of(Class<?> arrayType) {
        Class<?> element = arrayType;
        while (element.isArray() && element != byte[].class) {
            element = element.getComponentType();
        }
        return NAMES.getOrDefault(element, "text");
    }
}
