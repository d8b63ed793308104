package dev.hoop.gateway.server.corpus;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** A trigger that tells a secret in an error; H2 has no warnings of its own. */
public final class H2Teller implements Trigger {
    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select ssn from shop.customers where id = 1")) {
            row.next();
            throw new SQLException("told " + row.getString(1));
        }
    }
}
