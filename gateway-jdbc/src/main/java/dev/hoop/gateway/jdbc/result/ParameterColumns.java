package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;

/** The parameters of a statement, as the database describes them. */
public final class ParameterColumns implements ParameterMetaData {
    private final List<Column> parameters;

    public ParameterColumns(List<Column> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    private Column parameter(int index) throws SQLException {
        if (index < 1 || index > parameters.size()) {
            throw CallerErrors.badArgument("parameter index %d is outside 1 to %d".formatted(index, parameters.size()));
        }
        return parameters.get(index - 1);
    }

    @Override
    public int getParameterCount() {
        return parameters.size();
    }

    @Override
    public int isNullable(int index) throws SQLException {
        return parameter(index).nullable();
    }

    @Override
    public boolean isSigned(int index) throws SQLException {
        return parameter(index).has(Column.TRAIT_SIGNED);
    }

    @Override
    public int getPrecision(int index) throws SQLException {
        return parameter(index).precision();
    }

    @Override
    public int getScale(int index) throws SQLException {
        return parameter(index).scale();
    }

    @Override
    public int getParameterType(int index) throws SQLException {
        return parameter(index).jdbcType();
    }

    @Override
    public String getParameterTypeName(int index) throws SQLException {
        return parameter(index).typeName();
    }

    @Override
    public String getParameterClassName(int index) throws SQLException {
        return parameter(index).className();
    }

    @Override
    public int getParameterMode(int index) throws SQLException {
        parameter(index);
        return parameterModeIn;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
