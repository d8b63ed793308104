package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.server.connectors.jdbc.cells.Columns;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks a driver what it knows of a text without running it. */
final class Descriptions {
    private Descriptions() {}

    static Description of(Connection connection, String text) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(text)) {
            ResultSetMetaData columns = prepared.getMetaData();
            return new Description(
                    parameters(prepared.getParameterMetaData()), columns == null ? List.of() : Columns.of(columns));
        }
    }

    private static List<Column> parameters(ParameterMetaData from) throws SQLException {
        List<Column> parameters = new ArrayList<>();
        for (int i = 1; i <= from.getParameterCount(); i++) {
            parameters.add(new Column(
                    "",
                    "",
                    "",
                    "",
                    "",
                    from.getParameterType(i),
                    from.getParameterTypeName(i),
                    from.getParameterClassName(i),
                    from.getPrecision(i),
                    from.getScale(i),
                    0,
                    from.isNullable(i),
                    from.isSigned(i) ? Column.TRAIT_SIGNED : 0));
        }
        return parameters;
    }
}
