package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** A savepoint of one connection. */
final class GatewaySavepoint implements Savepoint {
    private final String handle;
    private final int number;
    private final @Nullable String name;
    private volatile boolean released;

    GatewaySavepoint(String handle, int number, @Nullable String name) {
        this.handle = handle;
        this.number = number;
        this.name = name;
    }

    /** @throws SQLException if it was released */
    String handle() throws SQLException {
        check();
        return handle;
    }

    private void check() throws SQLException {
        if (released) {
            throw new SQLException("the savepoint was released; set a new one", "3B001");
        }
    }

    void release() {
        released = true;
    }

    @Override
    public int getSavepointId() throws SQLException {
        check();
        if (name != null) {
            throw CallerErrors.badSequence("the savepoint has a name; call getSavepointName");
        }
        return number;
    }

    @Override
    public String getSavepointName() throws SQLException {
        check();
        if (name == null) {
            throw CallerErrors.badSequence("the savepoint has no name; call getSavepointId");
        }
        return name;
    }
}
