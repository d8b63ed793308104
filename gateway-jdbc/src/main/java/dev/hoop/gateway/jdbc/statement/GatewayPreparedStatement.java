package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.OutParameter;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.jdbc.conversion.Parameters;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.NotSupported;
import dev.hoop.gateway.jdbc.result.ParameterColumns;
import dev.hoop.gateway.jdbc.result.ResultColumns;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A text with parameters. Nothing is sent before the first execution, and an execution is one round trip; only asking for metadata before
 * executing costs one of its own.
 */
public class GatewayPreparedStatement extends GatewayStatement implements PreparedStatement {
    /** Larger batches travel in several messages, none of which is near the limit of one. */
    private static final long BATCH_BYTES = 8L * 1024 * 1024;

    private final String text;
    private final KeyRequest keys;
    private final ParameterList parameters = new ParameterList();
    private final List<ParameterRow> batch = new ArrayList<>();
    private ServerMessage.@Nullable Described described;

    public GatewayPreparedStatement(Origin origin, Shape shape, String text, KeyRequest keys) throws SQLException {
        super(origin, shape);
        if (text == null) {
            throw CallerErrors.badArgument("the statement is null");
        }
        this.text = text;
        this.keys = keys;
        setPoolable(true);
    }

    /** What kind of call an execution is; a callable statement is always a call. */
    ExecuteKind kind(ExecuteKind wanted) {
        return wanted;
    }

    List<OutParameter> outs() {
        return List.of();
    }

    final ParameterList parameters() {
        return parameters;
    }

    final boolean run(ExecuteKind kind) throws SQLException {
        check();
        return run(text, kind(kind), List.of(parameters.row()), outs(), keys);
    }

    @Override
    final void refuseText() throws SQLException {
        throw CallerErrors.badSequence("a prepared statement has its text already; call the method without a text");
    }

    // ---- execution

    @Override
    public boolean execute() throws SQLException {
        return run(ExecuteKind.ANY);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return rows(run(ExecuteKind.QUERY));
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return count(run(ExecuteKind.UPDATE));
    }

    @Override
    public int executeUpdate() throws SQLException {
        return saturated(executeLargeUpdate());
    }

    @Override
    public void addBatch() throws SQLException {
        check();
        batch.add(parameters.row());
    }

    @Override
    public void clearBatch() throws SQLException {
        check();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        check();
        List<ParameterRow> rows = List.copyOf(batch);
        batch.clear();
        List<Long> counts = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            int to = pieceEnd(rows, from);
            try {
                run(text, ExecuteKind.BATCH, rows.subList(from, to), outs(), keys);
            } catch (BatchUpdateException e) {
                throw to - from == rows.size() ? e : after(counts, e, rows.size());
            } catch (SQLException e) {
                throw counts.isEmpty() ? e : after(counts, wrapped(e), rows.size());
            }
            Outcome outcome = outcome();
            counts.addAll(outcome == null ? List.of() : outcome.batchCounts());
            from = to;
        }
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    /** Keys of a batch are one result, so a batch that wants keys travels whole. */
    private int pieceEnd(List<ParameterRow> rows, int from) {
        long bytes = 0;
        int to = from;
        while (to < rows.size() && (to == from || bytes < BATCH_BYTES || !keys.equals(KeyRequest.NONE))) {
            bytes += ParameterList.size(rows.get(to));
            to++;
        }
        return to;
    }

    private static BatchUpdateException wrapped(SQLException e) {
        BatchUpdateException failed =
                new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), new long[0], e);
        failed.setNextException(e);
        return failed;
    }

    private BatchUpdateException after(List<Long> before, BatchUpdateException e, int size) throws SQLException {
        long[] known = LongStream.concat(
                        before.stream().mapToLong(Long::longValue), LongStream.of(e.getLargeUpdateCounts()))
                .toArray();
        long[] counts = failedFrom(
                Arrays.copyOf(known, size),
                known.length,
                undoes(e.getCause() instanceof SQLException refused ? refused : e));
        BatchUpdateException failed =
                new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), counts, e.getCause());
        SQLException next = e.getNextException();
        if (next != null) {
            failed.setNextException(next);
        }
        return failed;
    }

    // ---- metadata

    private ServerMessage.Described described() throws SQLException {
        check();
        ServerMessage.Described known = described;
        if (known == null) {
            known = origin().session().describe(text);
            described = known;
        }
        return known;
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        Outcome outcome = outcome();
        if (outcome != null && outcome.result() != null && !outcome.result().isClosed()) {
            return outcome.result().getMetaData();
        }
        return described().columns().isEmpty()
                ? null
                : new ResultColumns(described().columns(), origin().product());
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return new ParameterColumns(described().parameters());
    }

    // ---- parameters

    private void set(int index, Parameter parameter) throws SQLException {
        check();
        parameters.set(index, parameter);
    }

    private void set(int index, Value value, int jdbcType) throws SQLException {
        set(index, Parameters.typed(value, jdbcType));
    }

    private void setOrNull(int index, @Nullable Object object, int jdbcType) throws SQLException {
        set(index, origin().parameters().object(object, jdbcType, -1));
    }

    @Override
    public void clearParameters() throws SQLException {
        check();
        parameters.clear();
    }

    @Override
    public void setNull(int index, int type) throws SQLException {
        set(index, Parameters.nothing(type, null));
    }

    @Override
    public void setNull(int index, int type, @Nullable String typeName) throws SQLException {
        set(index, Parameters.nothing(type, typeName));
    }

    @Override
    public void setBoolean(int index, boolean value) throws SQLException {
        set(index, new Value.Bool(value), Types.BOOLEAN);
    }

    @Override
    public void setByte(int index, byte value) throws SQLException {
        set(index, new Value.Int64(value), Types.TINYINT);
    }

    @Override
    public void setShort(int index, short value) throws SQLException {
        set(index, new Value.Int64(value), Types.SMALLINT);
    }

    @Override
    public void setInt(int index, int value) throws SQLException {
        set(index, new Value.Int64(value), Types.INTEGER);
    }

    @Override
    public void setLong(int index, long value) throws SQLException {
        set(index, new Value.Int64(value), Types.BIGINT);
    }

    @Override
    public void setFloat(int index, float value) throws SQLException {
        set(index, new Value.Float32(value), Types.REAL);
    }

    @Override
    public void setDouble(int index, double value) throws SQLException {
        set(index, new Value.Float64(value), Types.DOUBLE);
    }

    @Override
    public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
        setOrNull(index, value, Types.NUMERIC);
    }

    @Override
    public void setString(int index, @Nullable String value) throws SQLException {
        setOrNull(index, value, Types.VARCHAR);
    }

    @Override
    public void setNString(int index, @Nullable String value) throws SQLException {
        setOrNull(index, value, Types.VARCHAR);
    }

    @Override
    public void setBytes(int index, byte @Nullable [] value) throws SQLException {
        setOrNull(index, value, Types.VARBINARY);
    }

    @Override
    public void setDate(int index, @Nullable Date value) throws SQLException {
        setDate(index, value, null);
    }

    @Override
    public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        set(index, Parameters.date(value, calendar));
    }

    @Override
    public void setTime(int index, @Nullable Time value) throws SQLException {
        setTime(index, value, null);
    }

    @Override
    public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        set(index, Parameters.time(value, calendar));
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        setTimestamp(index, value, null);
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar) throws SQLException {
        set(index, Parameters.timestamp(value, calendar));
    }

    @Override
    public void setObject(int index, @Nullable Object value) throws SQLException {
        set(index, origin().parameters().object(value));
    }

    @Override
    public void setObject(int index, @Nullable Object value, int targetType) throws SQLException {
        set(index, origin().parameters().object(value, targetType, -1));
    }

    @Override
    public void setObject(int index, @Nullable Object value, int targetType, int scale) throws SQLException {
        set(index, origin().parameters().object(value, targetType, scale));
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType targetType) throws SQLException {
        setObject(index, value, number(targetType));
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType targetType, int scale) throws SQLException {
        setObject(index, value, number(targetType), scale);
    }

    static int number(SQLType type) throws SQLException {
        Integer number = type == null ? null : type.getVendorTypeNumber();
        if (number == null) {
            throw CallerErrors.badArgument("the SQL type has no number; use a constant of java.sql.JDBCType");
        }
        return number;
    }

    @Override
    public void setArray(int index, @Nullable Array value) throws SQLException {
        set(index, origin().parameters().array(value));
    }

    @Override
    public void setURL(int index, @Nullable URL value) throws SQLException {
        setOrNull(index, value, Types.VARCHAR);
    }

    @Override
    public void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
        setOrNull(index, value, Types.SQLXML);
    }

    // ---- large objects and streams

    /** PostgreSQL's own driver refuses a length below zero; to others it says that there is none. */
    private long given(long length) throws SQLException {
        if (length < 0 && origin().product() == Product.POSTGRESQL) {
            throw CallerErrors.badArgument("the length " + length + " of a stream is negative");
        }
        return length;
    }

    private void setBytes(int index, @Nullable InputStream value, long length, int type) throws SQLException {
        set(index, origin().parameters().bytes(value, length, type));
    }

    private void setText(int index, @Nullable Reader value, long length, int type) throws SQLException {
        set(index, origin().parameters().text(value, length, type));
    }

    @Override
    public void setBlob(int index, @Nullable Blob value) throws SQLException {
        set(index, origin().parameters().blob(value));
    }

    @Override
    public void setBlob(int index, @Nullable InputStream value) throws SQLException {
        setBytes(index, value, -1, Types.BLOB);
    }

    @Override
    public void setBlob(int index, @Nullable InputStream value, long length) throws SQLException {
        setBytes(index, value, length, Types.BLOB);
    }

    @Override
    public void setClob(int index, @Nullable Clob value) throws SQLException {
        set(index, origin().parameters().clob(value));
    }

    @Override
    public void setClob(int index, @Nullable Reader value) throws SQLException {
        setText(index, value, -1, Types.CLOB);
    }

    @Override
    public void setClob(int index, @Nullable Reader value, long length) throws SQLException {
        setText(index, value, length, Types.CLOB);
    }

    @Override
    public void setNClob(int index, @Nullable NClob value) throws SQLException {
        setClob(index, value);
    }

    @Override
    public void setNClob(int index, @Nullable Reader value) throws SQLException {
        setClob(index, value);
    }

    @Override
    public void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
        setClob(index, value, length);
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
        setBytes(index, value, -1, Types.VARBINARY);
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream value, int length) throws SQLException {
        setBytes(index, value, given(length), Types.VARBINARY);
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream value, long length) throws SQLException {
        setBytes(index, value, given(length), Types.VARBINARY);
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
        set(index, origin().parameters().ascii(value, -1));
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream value, int length) throws SQLException {
        set(index, origin().parameters().ascii(value, given(length)));
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream value, long length) throws SQLException {
        set(index, origin().parameters().ascii(value, given(length)));
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
        setText(index, value, -1, Types.LONGVARCHAR);
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader value, int length) throws SQLException {
        setText(index, value, given(length), Types.LONGVARCHAR);
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
        setText(index, value, given(length), Types.LONGVARCHAR);
    }

    @Override
    public void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
        setCharacterStream(index, value);
    }

    @Override
    public void setNCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
        setCharacterStream(index, value, length);
    }

    // ---- not supported

    @Override
    public void setRef(int index, @Nullable Ref value) throws SQLException {
        throw NotSupported.method("PreparedStatement.setRef", "pass the key of the row instead");
    }

    @Override
    public void setRowId(int index, @Nullable RowId value) throws SQLException {
        throw NotSupported.method("PreparedStatement.setRowId", "pass the key of the row instead");
    }

    @Deprecated
    @Override
    public void setUnicodeStream(int index, @Nullable InputStream value, int length) throws SQLException {
        throw NotSupported.method("PreparedStatement.setUnicodeStream", "use setCharacterStream");
    }
}
