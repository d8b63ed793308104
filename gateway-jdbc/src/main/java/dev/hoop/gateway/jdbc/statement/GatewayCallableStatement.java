package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.OutParameter;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.result.RowsResultSet;
import dev.hoop.gateway.jdbc.unsupported.UnnamedParameters;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call. OUT parameters come with the answer, as one row in the order of their indexes, and are read by every getter a result has; parameters
 * are set by index.
 */
public final class GatewayCallableStatement extends GatewayPreparedStatement implements UnnamedParameters {
    private final SortedMap<Integer, OutParameter> outs = new TreeMap<>();
    private @Nullable RowsResultSet row;

    public GatewayCallableStatement(Origin origin, Shape shape, String text) throws SQLException {
        super(origin, shape, text, KeyRequest.NONE);
    }

    @Override
    ExecuteKind kind(ExecuteKind wanted) {
        row = null;
        return ExecuteKind.CALL;
    }

    /** What a function answers is its OUT parameter; that there are rows as well is no mistake in a call. */
    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(ExecuteKind.CALL) ? 0 : count(false);
    }

    @Override
    List<OutParameter> outs() {
        return List.copyOf(outs.values());
    }

    /** What is registered stays registered, but with PostgreSQL, whose own driver has it registered again. */
    @Override
    public void clearParameters() throws SQLException {
        super.clearParameters();
        if (origin().product() != Product.POSTGRESQL) {
            for (int index : outs.keySet()) {
                parameters().reserve(index);
            }
        }
    }

    // ---- OUT parameters

    private void register(int index, int type, int scale, @Nullable String typeName) throws SQLException {
        check();
        parameters().reserve(index);
        outs.put(index, new OutParameter(index, type, scale, typeName == null ? "" : typeName));
    }

    @Override
    public void registerOutParameter(int index, int type) throws SQLException {
        register(index, type, -1, null);
    }

    @Override
    public void registerOutParameter(int index, int type, int scale) throws SQLException {
        register(index, type, scale, null);
    }

    @Override
    public void registerOutParameter(int index, int type, @Nullable String typeName) throws SQLException {
        register(index, type, -1, typeName);
    }

    @Override
    public void registerOutParameter(int index, SQLType type) throws SQLException {
        register(index, number(type), -1, null);
    }

    @Override
    public void registerOutParameter(int index, SQLType type, int scale) throws SQLException {
        register(index, number(type), scale, null);
    }

    @Override
    public void registerOutParameter(int index, SQLType type, @Nullable String typeName) throws SQLException {
        register(index, number(type), -1, typeName);
    }

    private RowsResultSet row() throws SQLException {
        check();
        RowsResultSet known = row;
        if (known == null) {
            Outcome outcome = outcome();
            Optional<RowsResultSet> found = outcome == null ? Optional.empty() : outcome.outs();
            known = found.orElseThrow(() -> CallerErrors.badSequence(
                    "there are no OUT parameters to read; register them and execute the call first"));
            known.next();
            row = known;
        }
        return known;
    }

    /** Where an OUT parameter stands in the row of them. */
    private int column(int index) throws SQLException {
        if (!outs.containsKey(index)) {
            throw CallerErrors.badSequence("parameter " + index + " is not registered as an OUT parameter");
        }
        return outs.headMap(index).size() + 1;
    }

    /** The index of the OUT parameter whose column has that name. */
    private int out(String name) throws SQLException {
        int column = row().findColumn(name);
        return List.copyOf(outs.keySet()).get(column - 1);
    }

    @Override
    public boolean wasNull() throws SQLException {
        return row().wasNull();
    }

    // ---- by index

    @Override
    public @Nullable Array getArray(int index) throws SQLException {
        return row().getArray(column(index));
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int index) throws SQLException {
        return row().getBigDecimal(column(index));
    }

    @Deprecated
    @Override
    public @Nullable BigDecimal getBigDecimal(int index, int scale) throws SQLException {
        return row().getBigDecimal(column(index), scale);
    }

    @Override
    public @Nullable Blob getBlob(int index) throws SQLException {
        return row().getBlob(column(index));
    }

    @Override
    public boolean getBoolean(int index) throws SQLException {
        return row().getBoolean(column(index));
    }

    @Override
    public byte getByte(int index) throws SQLException {
        return row().getByte(column(index));
    }

    @Override
    public byte @Nullable [] getBytes(int index) throws SQLException {
        return row().getBytes(column(index));
    }

    @Override
    public @Nullable Reader getCharacterStream(int index) throws SQLException {
        return row().getCharacterStream(column(index));
    }

    @Override
    public @Nullable Clob getClob(int index) throws SQLException {
        return row().getClob(column(index));
    }

    @Override
    public @Nullable Date getDate(int index) throws SQLException {
        return row().getDate(column(index));
    }

    @Override
    public @Nullable Date getDate(int index, Calendar calendar) throws SQLException {
        return row().getDate(column(index), calendar);
    }

    @Override
    public double getDouble(int index) throws SQLException {
        return row().getDouble(column(index));
    }

    @Override
    public float getFloat(int index) throws SQLException {
        return row().getFloat(column(index));
    }

    @Override
    public int getInt(int index) throws SQLException {
        return row().getInt(column(index));
    }

    @Override
    public long getLong(int index) throws SQLException {
        return row().getLong(column(index));
    }

    @Override
    public @Nullable Reader getNCharacterStream(int index) throws SQLException {
        return row().getNCharacterStream(column(index));
    }

    @Override
    public @Nullable NClob getNClob(int index) throws SQLException {
        return row().getNClob(column(index));
    }

    @Override
    public @Nullable String getNString(int index) throws SQLException {
        return row().getNString(column(index));
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        int column = column(index);
        if (!isCursor(column)) {
            return row().getObject(column);
        }
        return row().getString(column) == null ? null : cursor(column);
    }

    @Override
    public <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        return type == ResultSet.class
                ? type.cast(RowsResultSet.rows(getObject(index)))
                : row().getObject(column(index), type);
    }

    private boolean isCursor(int column) throws SQLException {
        return row().getMetaData().getColumnClassName(column).equals(ResultSet.class.getName());
    }

    private ResultSet cursor(int column) throws SQLException {
        int before = 0;
        for (int i = 1; i < column; i++) {
            before += isCursor(i) ? 1 : 0;
        }
        Outcome outcome = outcome();
        if (outcome == null) {
            throw CallerErrors.badSequence("execute the call before its cursors are read");
        }
        return outcome.cursor(before);
    }

    @Override
    public @Nullable Object getObject(int index, Map<String, Class<?>> types) throws SQLException {
        return row().getObject(column(index), types);
    }

    @Override
    public @Nullable SQLXML getSQLXML(int index) throws SQLException {
        return row().getSQLXML(column(index));
    }

    @Override
    public short getShort(int index) throws SQLException {
        return row().getShort(column(index));
    }

    @Override
    public @Nullable String getString(int index) throws SQLException {
        return row().getString(column(index));
    }

    @Override
    public @Nullable Time getTime(int index) throws SQLException {
        return row().getTime(column(index));
    }

    @Override
    public @Nullable Time getTime(int index, Calendar calendar) throws SQLException {
        return row().getTime(column(index), calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int index) throws SQLException {
        return row().getTimestamp(column(index));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int index, Calendar calendar) throws SQLException {
        return row().getTimestamp(column(index), calendar);
    }

    @Override
    public @Nullable URL getURL(int index) throws SQLException {
        return row().getURL(column(index));
    }

    // ---- by name

    @Override
    public @Nullable Array getArray(String name) throws SQLException {
        return getArray(out(name));
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(String name) throws SQLException {
        return getBigDecimal(out(name));
    }

    @Override
    public @Nullable Blob getBlob(String name) throws SQLException {
        return getBlob(out(name));
    }

    @Override
    public boolean getBoolean(String name) throws SQLException {
        return getBoolean(out(name));
    }

    @Override
    public byte getByte(String name) throws SQLException {
        return getByte(out(name));
    }

    @Override
    public byte @Nullable [] getBytes(String name) throws SQLException {
        return getBytes(out(name));
    }

    @Override
    public @Nullable Reader getCharacterStream(String name) throws SQLException {
        return getCharacterStream(out(name));
    }

    @Override
    public @Nullable Clob getClob(String name) throws SQLException {
        return getClob(out(name));
    }

    @Override
    public @Nullable Date getDate(String name) throws SQLException {
        return getDate(out(name));
    }

    @Override
    public @Nullable Date getDate(String name, Calendar calendar) throws SQLException {
        return getDate(out(name), calendar);
    }

    @Override
    public double getDouble(String name) throws SQLException {
        return getDouble(out(name));
    }

    @Override
    public float getFloat(String name) throws SQLException {
        return getFloat(out(name));
    }

    @Override
    public int getInt(String name) throws SQLException {
        return getInt(out(name));
    }

    @Override
    public long getLong(String name) throws SQLException {
        return getLong(out(name));
    }

    @Override
    public @Nullable Reader getNCharacterStream(String name) throws SQLException {
        return getNCharacterStream(out(name));
    }

    @Override
    public @Nullable NClob getNClob(String name) throws SQLException {
        return getNClob(out(name));
    }

    @Override
    public @Nullable String getNString(String name) throws SQLException {
        return getNString(out(name));
    }

    @Override
    public @Nullable Object getObject(String name) throws SQLException {
        return getObject(out(name));
    }

    @Override
    public <T> @Nullable T getObject(String name, Class<T> type) throws SQLException {
        return getObject(out(name), type);
    }

    @Override
    public @Nullable Object getObject(String name, Map<String, Class<?>> types) throws SQLException {
        return getObject(out(name), types);
    }

    @Override
    public @Nullable SQLXML getSQLXML(String name) throws SQLException {
        return getSQLXML(out(name));
    }

    @Override
    public short getShort(String name) throws SQLException {
        return getShort(out(name));
    }

    @Override
    public @Nullable String getString(String name) throws SQLException {
        return getString(out(name));
    }

    @Override
    public @Nullable Time getTime(String name) throws SQLException {
        return getTime(out(name));
    }

    @Override
    public @Nullable Time getTime(String name, Calendar calendar) throws SQLException {
        return getTime(out(name), calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(String name) throws SQLException {
        return getTimestamp(out(name));
    }

    @Override
    public @Nullable Timestamp getTimestamp(String name, Calendar calendar) throws SQLException {
        return getTimestamp(out(name), calendar);
    }

    @Override
    public @Nullable URL getURL(String name) throws SQLException {
        return getURL(out(name));
    }
}
