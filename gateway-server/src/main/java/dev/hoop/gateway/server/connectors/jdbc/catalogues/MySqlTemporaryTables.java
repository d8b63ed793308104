package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import dev.hoop.gateway.engine.sql.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Asks MariaDB and MySQL which of some names are temporary tables of the session on the connection. */
public final class MySqlTemporaryTables {
    /** No such table; no such database; not one of the tables that LOCK TABLES left open, as which temporary ones never count. */
    private static final Set<Integer> NOT_THERE = Set.of(1146, 1049, 1100);

    private MySqlTemporaryTables() {}

    public static List<Relation> read(Connection connection, Set<ObjectName> named) throws SQLException {
        List<Relation> found = new ArrayList<>();
        for (ObjectName name : named) {
            String quoted = quote(name.schema()) + "." + quote(name.name());
            if (isTemporary(connection, quoted)) {
                found.add(new Relation(
                        name,
                        ObjectUse.Type.TABLE,
                        columns(connection, quoted),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of()));
            }
        }
        return found;
    }

    private static boolean isTemporary(Connection connection, String quoted) throws SQLException {
        List<String> definitions = new ArrayList<>();
        try {
            Query.each(connection, "SHOW CREATE TABLE " + quoted, row -> definitions.add(row.getString(2)));
        } catch (SQLException e) {
            if (!NOT_THERE.contains(e.getErrorCode())) {
                throw e;
            }
        }
        return definitions.stream().anyMatch(text -> text.startsWith("CREATE TEMPORARY TABLE"));
    }

    private static List<ColumnDefinition> columns(Connection connection, String quoted) throws SQLException {
        List<ColumnDefinition> columns = new ArrayList<>();
        Query.each(connection, "SHOW COLUMNS FROM " + quoted, row -> columns.add(column(row)));
        return columns;
    }

    private static ColumnDefinition column(ResultSet row) throws SQLException {
        String declared = row.getString("Type").toLowerCase(Locale.ROOT);
        return MySqlCatalogue.column(
                row.getString("Field"),
                declared.replaceFirst("[ (].*", ""),
                declared,
                row.getString("Null"),
                row.getString("Key"),
                row.getString("Extra"),
                null);
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
