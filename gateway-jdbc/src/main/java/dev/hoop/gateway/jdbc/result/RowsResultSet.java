package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.exchange.RowStream;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result: rows that stream in, or rows in memory in any order. Every getter reads the cell that the gateway sent, which is masked where
 * policy says so; there is no other way to a value.
 */
public final class RowsResultSet extends LabelledResultSet {
    /** Told when a result is closed. */
    @FunctionalInterface
    public interface Owner {
        void closed(RowsResultSet result) throws SQLException;
    }

    private final ResultColumns columns;
    private final RowFeed feed;
    private final Cells cells;
    private final @Nullable Statement statement;
    private final Owner owner;
    private boolean wasNull;
    private boolean closed;
    private boolean onRow;
    private boolean exhausted;
    private long row;
    private int fetchSize;
    private int fetchDirection = FETCH_FORWARD;

    private RowsResultSet(List<Column> columns, RowFeed feed, Cells cells, @Nullable Statement statement, Owner owner) {
        this.columns = new ResultColumns(columns, cells.product());
        this.feed = feed;
        this.cells = cells;
        this.statement = statement;
        this.owner = owner;
    }

    /** Rows read once, front to back, as they arrive. */
    public static RowsResultSet streamed(RowStream rows, Cells cells, Statement statement, Owner owner) {
        return new RowsResultSet(rows.columns(), new StreamedRows(rows), cells, statement, owner);
    }

    /** All rows in memory, for reading in any order; too many bytes of them are refused. */
    public static RowsResultSet scrollable(
            RowStream rows, long maxBytes, Cells cells, @Nullable Statement statement, Owner owner)
            throws SQLException {
        return new RowsResultSet(rows.columns(), KeptRows.read(rows, maxBytes), cells, statement, owner);
    }

    /** Rows that never were the gateway's, such as the elements of an array. */
    public static RowsResultSet inMemory(List<Column> columns, List<Value[]> rows, Cells cells) {
        return inMemory(columns, rows, cells, null);
    }

    public static RowsResultSet inMemory(
            List<Column> columns, List<Value[]> rows, Cells cells, @Nullable Statement statement) {
        return new RowsResultSet(columns, KeptRows.of(rows), cells, statement, result -> {});
    }

    // ---- rows

    @Override
    public boolean next() throws SQLException {
        check();
        onRow = feed.next();
        if (onRow) {
            row++;
        } else {
            exhausted = true;
        }
        return onRow;
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            onRow = false;
            try {
                feed.close();
            } finally {
                owner.closed(this);
            }
        }
    }

    /** Until it is closed itself. */
    public boolean isOpen() {
        return !closed;
    }

    /** Also when the connection of its statement is closed. */
    @Override
    public boolean isClosed() throws SQLException {
        return closed || (statement != null && statement.isClosed());
    }

    @Override
    public boolean absolute(int wanted) throws SQLException {
        KeptRows rows = scroll();
        return move(rows, wanted < 0 ? (long) rows.size() + 1 + wanted : wanted);
    }

    @Override
    public boolean relative(int count) throws SQLException {
        KeptRows rows = scroll();
        return move(rows, (long) rows.row() + count);
    }

    @Override
    public boolean previous() throws SQLException {
        return relative(-1);
    }

    @Override
    public boolean first() throws SQLException {
        return absolute(1);
    }

    @Override
    public boolean last() throws SQLException {
        return absolute(-1);
    }

    @Override
    public void beforeFirst() throws SQLException {
        move(scroll(), 0);
    }

    @Override
    public void afterLast() throws SQLException {
        KeptRows rows = scroll();
        move(rows, rows.size() + 1L);
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        check();
        return feed instanceof KeptRows rows
                ? rows.size() > 0 && rows.row() == 0
                : row == 0 && !exhausted && feed.hasNext();
    }

    @Override
    public boolean isFirst() throws SQLException {
        check();
        return onRow && getRow() == 1;
    }

    @Override
    public boolean isLast() throws SQLException {
        check();
        return onRow && !feed.hasNext();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        check();
        return feed instanceof KeptRows rows ? rows.size() > 0 && rows.row() > rows.size() : exhausted && row > 0;
    }

    @Override
    public int getRow() throws SQLException {
        check();
        if (!onRow) {
            return 0;
        }
        return feed instanceof KeptRows rows ? rows.row() : (int) Math.min(row, Integer.MAX_VALUE);
    }

    private boolean move(KeptRows rows, long wanted) {
        onRow = rows.move(wanted);
        return onRow;
    }

    private KeptRows scroll() throws SQLException {
        check();
        if (feed instanceof KeptRows rows) {
            return rows;
        }
        throw CallerErrors.badSequence(
                "the result is forward-only; create the statement with TYPE_SCROLL_INSENSITIVE to move in it");
    }

    private void check() throws SQLException {
        if (closed) {
            throw CallerErrors.closed("result");
        }
    }

    // ---- cells

    /** The cell, or null for the SQL NULL. */
    private @Nullable Value cell(int index) throws SQLException {
        check();
        columns.column(index);
        if (!onRow) {
            throw CallerErrors.notOnRow();
        }
        Value value = feed.value(index - 1);
        wasNull = value instanceof Value.Null;
        return wasNull ? null : value;
    }

    /** The cell, or null for what reads as NULL in a class. */
    private @Nullable Value cell(int index, Class<?> wanted) throws SQLException {
        Value value = cell(index);
        if (value != null && cells.isNothing(value, columns.column(index), wanted)) {
            wasNull = true;
            return null;
        }
        return value;
    }

    @Override
    public boolean wasNull() throws SQLException {
        check();
        return wasNull;
    }

    @Override
    public @Nullable String getString(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.text(value, columns.column(index));
    }

    @Override
    public @Nullable String getNString(int index) throws SQLException {
        return getString(index);
    }

    @Override
    public boolean getBoolean(int index) throws SQLException {
        Value value = cell(index);
        return value != null && cells.bool(value, columns.column(index));
    }

    @Override
    public byte getByte(int index) throws SQLException {
        return (byte) whole(index, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
    }

    @Override
    public short getShort(int index) throws SQLException {
        return (short) whole(index, Short.MIN_VALUE, Short.MAX_VALUE, "short");
    }

    @Override
    public int getInt(int index) throws SQLException {
        return (int) whole(index, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
    }

    @Override
    public long getLong(int index) throws SQLException {
        return whole(index, Long.MIN_VALUE, Long.MAX_VALUE, "long");
    }

    private long whole(int index, long min, long max, String type) throws SQLException {
        Value value = cell(index);
        return value == null ? 0 : cells.whole(value, columns.column(index), min, max, type);
    }

    @Override
    public float getFloat(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? 0 : cells.float32(value, columns.column(index));
    }

    @Override
    public double getDouble(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? 0 : cells.float64(value, columns.column(index));
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.decimal(value, columns.column(index));
    }

    @Deprecated
    @Override
    public @Nullable BigDecimal getBigDecimal(int index, int scale) throws SQLException {
        BigDecimal value = getBigDecimal(index);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte @Nullable [] getBytes(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.bytes(value, columns.column(index));
    }

    @Override
    public @Nullable Date getDate(int index) throws SQLException {
        return getDate(index, null);
    }

    @Override
    public @Nullable Date getDate(int index, @Nullable Calendar calendar) throws SQLException {
        Value value = cell(index, Date.class);
        return value == null ? null : cells.date(value, columns.column(index), calendar);
    }

    @Override
    public @Nullable Time getTime(int index) throws SQLException {
        return getTime(index, null);
    }

    @Override
    public @Nullable Time getTime(int index, @Nullable Calendar calendar) throws SQLException {
        Value value = cell(index, Time.class);
        return value == null ? null : cells.time(value, columns.column(index), calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int index) throws SQLException {
        return getTimestamp(index, null);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int index, @Nullable Calendar calendar) throws SQLException {
        Value value = cell(index, Timestamp.class);
        return value == null ? null : cells.timestamp(value, columns.column(index), calendar);
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        Value value = cell(index, Object.class);
        if (value == null) {
            return null;
        }
        Statement by = statement;
        boolean cursor =
                cells.knowsCursors() && columns.column(index).typeName().equals("refcursor");
        return cursor && by != null
                ? fetched(cells.text(value, columns.column(index)), by)
                : cells.object(value, columns.column(index));
    }

    /** The rows of a cursor that a function has opened, asked for as anybody may: judged like any other statement. */
    private static ResultSet fetched(String cursor, Statement by) throws SQLException {
        Statement fetch = by.getConnection().createStatement();
        fetch.closeOnCompletion();
        return fetch.executeQuery("FETCH ALL IN \"" + cursor.replace("\"", "\"\"") + "\"");
    }

    /** The map is not looked at: user-defined types are given as text. */
    @Override
    public @Nullable Object getObject(int index, @Nullable Map<String, Class<?>> types) throws SQLException {
        return getObject(index);
    }

    @Override
    public <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        if (type == null) {
            throw CallerErrors.badArgument("getObject needs a class; call it without one for the column's own");
        }
        if (type == ResultSet.class) {
            return type.cast(rows(getObject(index)));
        }
        Value value = cell(index, type);
        return cells.object(value == null ? new Value.Null() : value, columns.column(index), type);
    }

    /**
     * What was read as a cursor.
     *
     * @throws SQLException if it is something else
     */
    public static @Nullable ResultSet rows(@Nullable Object value) throws SQLException {
        if (value == null || value instanceof ResultSet) {
            return (ResultSet) value;
        }
        throw CallerErrors.notConvertible(value.getClass().getSimpleName(), "ResultSet");
    }

    @Override
    public @Nullable Array getArray(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.array(value);
    }

    @Override
    public @Nullable Blob getBlob(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.blob(value, columns.column(index));
    }

    @Override
    public @Nullable Clob getClob(int index) throws SQLException {
        return getNClob(index);
    }

    @Override
    public @Nullable NClob getNClob(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.clob(value, columns.column(index));
    }

    @Override
    public @Nullable SQLXML getSQLXML(int index) throws SQLException {
        String text = getString(index);
        return text == null ? null : new InlineXml(text);
    }

    @Override
    public @Nullable InputStream getBinaryStream(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.byteStream(value, columns.column(index));
    }

    @Deprecated
    @Override
    public @Nullable InputStream getUnicodeStream(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.unicodeStream(value, columns.column(index));
    }

    @Override
    public @Nullable InputStream getAsciiStream(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.asciiStream(value, columns.column(index));
    }

    @Override
    public @Nullable Reader getCharacterStream(int index) throws SQLException {
        Value value = cell(index);
        return value == null ? null : cells.characterStream(value, columns.column(index));
    }

    @Override
    public @Nullable Reader getNCharacterStream(int index) throws SQLException {
        return getCharacterStream(index);
    }

    @Override
    public @Nullable URL getURL(int index) throws SQLException {
        return getObject(index, URL.class);
    }

    // ---- about the result

    @Override
    public int findColumn(String label) throws SQLException {
        check();
        return columns.find(label);
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        check();
        return columns;
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        check();
        return statement;
    }

    @Override
    public int getType() throws SQLException {
        check();
        return feed instanceof KeptRows ? TYPE_SCROLL_INSENSITIVE : TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() throws SQLException {
        check();
        return CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() throws SQLException {
        check();
        return statement == null ? HOLD_CURSORS_OVER_COMMIT : statement.getResultSetHoldability();
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        check();
        if (rows < 0 && rows != Integer.MIN_VALUE) { // as for a statement
            throw CallerErrors.badArgument("fetch size " + rows + " is negative");
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() throws SQLException {
        check();
        return fetchSize;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        if (direction != FETCH_FORWARD) {
            scroll();
        }
        if (direction != FETCH_FORWARD && direction != FETCH_REVERSE && direction != FETCH_UNKNOWN) {
            throw CallerErrors.badArgument("fetch direction " + direction + " is not one of ResultSet.FETCH_…");
        }
        fetchDirection = direction;
    }

    @Override
    public int getFetchDirection() throws SQLException {
        check();
        return fetchDirection;
    }

    /** Rows do not change through a result, and what others change does not show in it. */
    @Override
    public boolean rowUpdated() throws SQLException {
        check();
        return false;
    }

    @Override
    public boolean rowInserted() throws SQLException {
        return rowUpdated();
    }

    @Override
    public boolean rowDeleted() throws SQLException {
        return rowUpdated();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        check();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        check();
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
