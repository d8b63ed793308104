package dev.hoop.gateway.server.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sets the one parameter of a statement. */
@FunctionalInterface
interface Setter {
    void set(PreparedStatement statement) throws SQLException;
}
