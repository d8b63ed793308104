package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes objects of a database's own driver as parameters and makes them of cells, where the application has that driver on its class path.
 * They are asked by reflection for the type and text that every {@code PGobject} has, so this driver needs no other.
 */
public final class VendorObjects {
    private static final String PG_OBJECT = "org.postgresql.util.PGobject";
    private static final String PG_CLASSES = "org.postgresql.";
    private static final Set<String> PG_TIMES = Set.of("org.postgresql.util.PGTime", "org.postgresql.util.PGTimestamp");
    private static final String PG_MAPS = "org.postgresql.util.HStoreConverter";

    /** Types that have a class of their own there; metadata does not tell it of elements of arrays. */
    private static final Map<String, String> CLASSES = Map.of(
            "box", "org.postgresql.geometric.PGbox",
            "circle", "org.postgresql.geometric.PGcircle",
            "line", "org.postgresql.geometric.PGline",
            "lseg", "org.postgresql.geometric.PGlseg",
            "path", "org.postgresql.geometric.PGpath",
            "point", "org.postgresql.geometric.PGpoint",
            "polygon", "org.postgresql.geometric.PGpolygon",
            "interval", "org.postgresql.util.PGInterval",
            "money", "org.postgresql.util.PGmoney");

    private VendorObjects() {}

    /** Null when the object is of no class known here. */
    static @Nullable Parameter parameter(Object object) throws SQLException {
        Class<?> type = pgObject(object.getClass());
        return type != null ? parameter(object, type) : WrittenBytes.parameter(object);
    }

    private static Parameter parameter(Object object, Class<?> type) throws SQLException {
        try {
            String name = String.valueOf(type.getMethod("getType").invoke(object));
            Object text = type.getMethod("getValue").invoke(object);
            return text == null
                    ? Parameters.nothing(Types.OTHER, name)
                    : new Parameter(new Value.Vendor(name, text.toString()), Types.OTHER, name);
        } catch (ReflectiveOperationException e) {
            throw CallerErrors.badArgument("an object of " + object.getClass().getName() + " could not be read", e);
        }
    }

    /** A map as PostgreSQL's type hstore, the way its own driver prints it. */
    static @Nullable Parameter hstore(Map<?, ?> map) throws SQLException {
        try {
            Object text = load(PG_MAPS).getMethod("toString", Map.class).invoke(null, map);
            return new Parameter(new Value.Vendor("hstore", String.valueOf(text)), Types.OTHER, "hstore");
        } catch (ClassNotFoundException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw CallerErrors.badArgument("a map could not be made a value of hstore", e);
        }
    }

    /** The calendar on which a time is shown: its own, which PostgreSQL's classes of times may bring along, or else the one given beside it. */
    @SuppressWarnings("JavaUtilDate") // applications still pass it
    static @Nullable Calendar calendar(Date time, @Nullable Calendar given) {
        Class<?> type = named(time.getClass(), PG_TIMES);
        if (type == null) {
            return given;
        }
        try {
            Calendar own = (Calendar) type.getMethod("getCalendar").invoke(time);
            return own == null ? given : own;
        } catch (ReflectiveOperationException e) {
            return given; // it has none, then
        }
    }

    /** The class {@code PGobject} itself, when a class is or extends it. */
    private static @Nullable Class<?> pgObject(Class<?> type) {
        return named(type, Set.of(PG_OBJECT));
    }

    /** The class of one of these names that a class is or extends. */
    private static @Nullable Class<?> named(Class<?> type, Set<String> names) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (names.contains(at.getName())) {
                return at;
            }
        }
        return null;
    }

    /**
     * The object that PostgreSQL's own driver would give for a column.
     *
     * @param special whether that driver has no class of the JDK's for it
     * @return null where it gives one of the JDK's, where its class is not here, or where the class does not read such a text
     */
    public static @Nullable Object object(Column column, boolean special, String text) {
        try {
            if (column.typeName().equals("hstore")) {
                return load(PG_MAPS).getMethod("fromString", String.class).invoke(null, text);
            } else if (special || column.className().startsWith(PG_CLASSES)) {
                return object(load(className(column)), column.typeName(), text);
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // given as text, then
        }
        return null;
    }

    private static String className(Column column) {
        return column.className().startsWith(PG_CLASSES)
                ? column.className()
                : CLASSES.getOrDefault(column.typeName(), PG_OBJECT);
    }

    private static Class<?> load(String className) throws ClassNotFoundException {
        return Class.forName(className, true, VendorObjects.class.getClassLoader());
    }

    /** An object of a class that the caller asks for; null when it is no such class. */
    public static @Nullable Object object(Class<?> type, Column column, @Nullable String text) {
        Class<?> own = type;
        if (type.getName().equals(PG_OBJECT)) {
            try {
                own = load(className(column));
            } catch (ClassNotFoundException e) {
                // the general one, then
            }
        }
        return object(own, column.typeName(), text);
    }

    /** What that driver gives for NULL where one of its classes is asked for: an object that says so. Null for other classes. */
    public static @Nullable Object nothing(Class<?> type, Column column) {
        return object(type, column, null);
    }

    private static @Nullable Object object(Class<?> type, String typeName, @Nullable String text) {
        Class<?> general = pgObject(type);
        if (general == null) {
            return null;
        }
        try {
            Object made = type.getConstructor().newInstance();
            general.getMethod("setType", String.class).invoke(made, typeName);
            general.getMethod("setValue", String.class).invoke(made, text);
            return made;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
