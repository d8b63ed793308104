package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Takes objects of a database's own driver as parameters, where the application has that driver on its class path. They are asked by
 * reflection for the type and text that every {@code PGobject} has, so this driver needs no other.
 */
final class VendorObjects {
    private static final String PG_OBJECT = "org.postgresql.util.PGobject";

    private VendorObjects() {}

    /** Null when the object is of no class known here. */
    static @Nullable Parameter parameter(Object object) throws SQLException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(PG_OBJECT)) {
                return parameter(object, type);
            }
        }
        return null;
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
}
