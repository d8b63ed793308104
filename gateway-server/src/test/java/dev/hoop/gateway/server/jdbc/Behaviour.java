package dev.hoop.gateway.server.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a driver shows of one cell through every getter, and of a result's columns, as texts that can be compared. */
final class Behaviour {
    static final String REFUSED = "refused";

    /** Not in common use, or never there by design. */
    private static final Set<String> LEFT_OUT =
            Set.of("getRef", "getRowId", "getUnicodeStream", "getURL", "getSQLXML", "getArray", "getNClob");

    private static final List<Class<?>> CLASSES = List.of(
            String.class,
            Integer.class,
            Long.class,
            java.math.BigDecimal.class,
            Boolean.class,
            Double.class,
            java.time.LocalDate.class,
            java.time.LocalTime.class,
            java.time.LocalDateTime.class,
            java.time.OffsetDateTime.class,
            java.time.ZonedDateTime.class,
            java.util.UUID.class);

    private Behaviour() {}

    /** The getters of the current row's cell by name, each with what it gives. */
    static Map<String, String> of(ResultSet result, int column) {
        Map<String, String> seen = new TreeMap<>();
        for (Method method : ResultSet.class.getMethods()) {
            boolean getter = method.getName().startsWith("get")
                    && Arrays.equals(method.getParameterTypes(), new Class<?>[] {int.class})
                    && !LEFT_OUT.contains(method.getName());
            if (getter) {
                seen.put(method.getName(), shown(method, result, column));
            }
        }
        for (Class<?> type : CLASSES) {
            seen.put("getObject " + type.getSimpleName(), shown(() -> object(result, column, type)));
        }
        return seen;
    }

    /** What every question about a result's columns is answered with. */
    static Map<String, String> of(ResultSetMetaData columns) throws SQLException {
        Map<String, String> seen = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            for (Method method : ResultSetMetaData.class.getDeclaredMethods()) {
                if (method.getParameterCount() == 1 && !method.getName().endsWith("ritable")) { // results are read-only
                    seen.put(columns.getColumnLabel(i) + " " + method.getName(), shown(method, columns, i));
                }
            }
        }
        return seen;
    }

    /** What is not as it should be, by question: what was wanted, and what came. */
    static Map<String, String> differing(Map<String, String> wanted, Map<String, String> got) {
        Map<String, String> different = new TreeMap<>();
        wanted.forEach((question, answer) -> {
            if (!answer.equals(REFUSED) && !answer.equals(got.get(question))) {
                different.put(question, answer + " -> " + got.get(question));
            }
        });
        return different;
    }

    private static @Nullable Object object(ResultSet result, int column, Class<?> type) {
        try {
            return result.getObject(column, type);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String shown(Method method, Object target, int index) {
        return shown(() -> {
            try {
                return method.invoke(target, index);
            } catch (InvocationTargetException | IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String shown(Supplier<@Nullable Object> question) {
        Object answer;
        try {
            answer = question.get();
        } catch (RuntimeException e) {
            return REFUSED;
        }
        try {
            return text(answer);
        } catch (SQLException | java.io.IOException | RuntimeException e) {
            return REFUSED;
        }
    }

    private static String text(@Nullable Object answer) throws SQLException, java.io.IOException {
        if (answer == null) {
            return "null";
        } else if (answer instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        } else if (answer instanceof InputStream stream) {
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        } else if (answer instanceof Reader reader) {
            StringBuilder text = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                text.append((char) c);
            }
            return text.toString();
        } else if (answer instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length()); // before blobs: MariaDB's are both
        } else if (answer instanceof Blob blob) {
            return Arrays.toString(blob.getBytes(1, (int) blob.length()));
        } else if (answer instanceof java.sql.Array array) {
            return text(array.getArray());
        } else if (answer.getClass().isArray()) {
            StringBuilder text = new StringBuilder("[");
            for (int i = 0; i < Array.getLength(answer); i++) {
                text.append(text(Array.get(answer, i))).append(' ');
            }
            return text.append(']').toString();
        }
        String type = answer.getClass().getName();
        return (type.startsWith("java.") ? answer.getClass().getSimpleName() + " " : "") + answer;
    }
}
