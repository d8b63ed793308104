package dev.hoop.gateway.jdbc.failure;

import java.lang.reflect.Constructor;
import java.sql.SQLException;
import java.util.Map;

/**
 * Makes {@code PSQLException}s with their {@code ServerErrorMessage}, by reflection: applications catch the one and read the name of a
 * constraint from the other. An error of another class than {@code SQLException} itself keeps that class.
 */
final class PostgresExceptions implements TargetExceptions {
    /** The fields a server's message is written with, by the name of the detail. */
    private static final Map<String, Character> FIELDS = Map.of(
            "severity", 'S',
            "detail", 'D',
            "hint", 'H',
            "position", 'P',
            "where", 'W',
            "schema", 's',
            "table", 't',
            "column", 'c',
            "datatype", 'd',
            "constraint", 'n');

    private final Constructor<?> message;
    private final Constructor<? extends SQLException> exception;

    private static final class Found {
        static final TargetExceptions EXCEPTIONS = find();
    }

    private PostgresExceptions(Constructor<?> message, Constructor<? extends SQLException> exception) {
        this.message = message;
        this.exception = exception;
    }

    /** Those of the driver that is on the class path, or the standard ones where none is. */
    static TargetExceptions here() {
        return Found.EXCEPTIONS;
    }

    private static TargetExceptions find() {
        try {
            ClassLoader loader = PostgresExceptions.class.getClassLoader();
            Class<?> message = Class.forName("org.postgresql.util.ServerErrorMessage", true, loader);
            Class<?> exception = Class.forName("org.postgresql.util.PSQLException", true, loader);
            return new PostgresExceptions(
                    message.getConstructor(String.class),
                    exception.asSubclass(SQLException.class).getConstructor(message));
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            return STANDARD; // no driver of PostgreSQL here, or one that is made differently
        }
    }

    @Override
    public SQLException make(String kind, String text, String sqlState, int vendorCode, Map<String, String> details) {
        if (!kind.equals("SQLException")) {
            return STANDARD.make(kind, text, sqlState, vendorCode, details);
        }
        try {
            return exception.newInstance(message.newInstance(fields(text, sqlState, details)));
        } catch (ReflectiveOperationException e) {
            return STANDARD.make(kind, text, sqlState, vendorCode, details);
        }
    }

    private static String fields(String text, String sqlState, Map<String, String> details) {
        StringBuilder fields = new StringBuilder();
        FIELDS.forEach((name, letter) -> field(fields, letter, details.getOrDefault(name, "")));
        field(fields, 'C', sqlState);
        field(fields, 'M', primary(text, details));
        return fields.toString();
    }

    private static void field(StringBuilder fields, char letter, String value) {
        if (!value.isEmpty()) {
            fields.append(letter).append(value.replace('\0', ' ')).append('\0');
        }
    }

    /** The text without what stands in front of and behind it because the details have it: the driver writes both again. */
    private static String primary(String text, Map<String, String> details) {
        String severity = details.getOrDefault("severity", "") + ": ";
        if (details.isEmpty() || !text.startsWith(severity)) {
            return text;
        }
        int end = text.length();
        for (String name : new String[] {"detail", "hint", "position", "where"}) {
            String value = details.getOrDefault(name, "");
            int line = value.isEmpty() ? -1 : text.lastIndexOf("\n  ", Math.max(0, text.lastIndexOf(value)));
            end = line > 0 ? Math.min(end, line) : end;
        }
        return text.substring(severity.length(), Math.max(severity.length(), end));
    }
}
