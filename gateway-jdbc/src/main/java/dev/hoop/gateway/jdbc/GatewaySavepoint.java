package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint of one connection.
 *
 * @param handle what the gateway knows it by
 * @param number of an unnamed one
 */
record GatewaySavepoint(String handle, int number, @Nullable String name) implements Savepoint {
    @Override
    public int getSavepointId() throws SQLException {
        if (name != null) {
            throw CallerErrors.badSequence("the savepoint has a name; call getSavepointName");
        }
        return number;
    }

    @Override
    public String getSavepointName() throws SQLException {
        if (name == null) {
            throw CallerErrors.badSequence("the savepoint has no name; call getSavepointId");
        }
        return name;
    }
}
