package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;

/** The answer of {@link java.sql.Wrapper#unwrap}: this driver wraps nothing, since the real driver is in the gateway. */
public final class Wrappers {
    private Wrappers() {}

    public static <T> T unwrap(Object own, Class<T> type) throws SQLException {
        if (type.isInstance(own)) {
            return type.cast(own);
        }
        throw CallerErrors.badArgument("cannot unwrap to " + type.getName()
                + ": the database's own driver runs in the gateway, so its classes are not here");
    }
}
