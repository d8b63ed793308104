package dev.hoop.gateway.server.connectors.jdbc.failures;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The further fields of a PostgreSQL error, by the names its protocol documents. */
final class PostgresDetails {
    private PostgresDetails() {}

    static Map<String, String> of(SQLException failure) {
        ServerErrorMessage said = failure instanceof PSQLException error ? error.getServerErrorMessage() : null;
        if (said == null) {
            return Map.of();
        }
        Map<String, String> details = new HashMap<>();
        put(details, "severity", said.getSeverity());
        put(details, "detail", said.getDetail());
        put(details, "hint", said.getHint());
        put(details, "where", said.getWhere());
        put(details, "schema", said.getSchema());
        put(details, "table", said.getTable());
        put(details, "column", said.getColumn());
        put(details, "datatype", said.getDatatype());
        put(details, "constraint", said.getConstraint());
        if (said.getPosition() > 0) {
            details.put("position", Integer.toString(said.getPosition()));
        }
        return details;
    }

    private static void put(Map<String, String> details, String name, @Nullable String value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
