package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement at a time, with its values apart. */
final class Sql {
    private Sql() {}

    /** What is made of one row. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            set(query, values);
            try (ResultSet rows = query.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reading.read(rows));
                }
                return all;
            }
        }
    }

    /** The moment by the database's clock. */
    static Instant now(Connection connection) throws SQLException {
        return list(
                        connection,
                        "select current_timestamp",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .get(0);
    }

    /** A text as long as its column. */
    static String shortened(String text) {
        return text.length() > 2000 ? text.substring(0, 2000) : text;
    }

    static GatewayException unknown(String requestId) {
        return new GatewayException(
                ErrorCode.APPROVAL_UNKNOWN,
                "there is no request '" + requestId
                        + "' that you have asked or may answer; list them to see which are");
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
