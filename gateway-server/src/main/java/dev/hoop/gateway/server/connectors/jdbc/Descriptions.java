package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.server.connectors.jdbc.cells.Columns;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a driver what it knows of a text without running it. */
final class Descriptions {
    private Descriptions() {}

    static Description of(Connection connection, String text) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(text)) {
            ResultSetMetaData columns = prepared.getMetaData();
            return new Description(
                    parameters(prepared.getParameterMetaData()), columns == null ? List.of() : columns(columns));
        }
    }

    /** None where a driver cannot describe one: a column that is a parameter has no type in H2 before there is a value. */
    private static List<Column> columns(ResultSetMetaData from) throws SQLException {
        return known(() -> Columns.of(from), List.of());
    }

    private static List<Column> parameters(ParameterMetaData from) throws SQLException {
        List<Column> parameters = new ArrayList<>();
        for (int i = 1; i <= from.getParameterCount(); i++) {
            parameters.add(parameter(from, i));
        }
        return parameters;
    }

    private static Column parameter(ParameterMetaData from, int i) throws SQLException {
        return column(
                known(() -> from.getParameterType(i), Types.OTHER),
                known(() -> from.getParameterTypeName(i), ""),
                known(() -> from.getParameterClassName(i), ""),
                known(() -> from.getPrecision(i), 0),
                known(() -> from.getScale(i), 0),
                known(() -> from.isNullable(i), ParameterMetaData.parameterNullableUnknown),
                known(() -> from.isSigned(i), false) ? Column.TRAIT_SIGNED : 0);
    }

    @FunctionalInterface
    private interface Answer<T> {
        @Nullable
        T get() throws SQLException;
    }

    /** Some drivers know how many there are and little more. */
    private static <T> T known(Answer<T> answer, T otherwise) throws SQLException {
        try {
            return Objects.requireNonNullElse(answer.get(), otherwise);
        } catch (SQLException e) {
            if (Failures.connectionGone(e)) {
                throw e;
            }
            return otherwise;
        }
    }

    private static Column column(
            int type, String typeName, String className, int precision, int scale, int nullable, int traits) {
        return new Column("", "", "", "", "", type, typeName, className, precision, scale, 0, nullable, traits);
    }
}
