package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters that are set at the moment, by index. Not thread-safe. */
final class ParameterList {
    private static final int MAX_INDEX = 65_535;
    /** What a value that is neither text nor bytes takes on the wire, generously. */
    private static final int SMALL = 24;

    private final List<@Nullable Parameter> values = new ArrayList<>();

    void set(int index, Parameter value) throws SQLException {
        if (index < 1 || index > MAX_INDEX) {
            throw CallerErrors.noSuchParameter(index);
        }
        while (values.size() < index) {
            values.add(null);
        }
        values.set(index - 1, value);
    }

    void clear() {
        values.clear();
    }

    /** An OUT parameter takes a place although it has no value of its own. */
    void reserve(int index) throws SQLException {
        if (index > values.size() || index < 1 || values.get(index - 1) == null) {
            set(index, Parameter.of(new Value.Null()));
        }
    }

    /** @throws SQLException if one is missing between those that are set */
    ParameterRow row() throws SQLException {
        List<Parameter> row = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Parameter value = values.get(i);
            if (value == null) {
                throw CallerErrors.parameterMissing(i + 1);
            }
            row.add(value);
        }
        return new ParameterRow(row);
    }

    /** About how many bytes a row takes on the wire. */
    static long size(ParameterRow row) {
        long bytes = 0;
        for (Parameter parameter : row.parameters()) {
            bytes += size(parameter.value());
        }
        return bytes;
    }

    private static long size(Value value) {
        if (value instanceof Value.Text text) {
            return SMALL + 3L * text.value().length();
        } else if (value instanceof Value.Vendor vendor) {
            return SMALL + 3L * vendor.text().length();
        } else if (value instanceof Value.Bytes bytes) {
            return (long) SMALL + bytes.value().length;
        } else if (value instanceof Value.Array array) {
            return SMALL
                    + array.elements().stream().mapToLong(ParameterList::size).sum();
        }
        return SMALL;
    }
}
