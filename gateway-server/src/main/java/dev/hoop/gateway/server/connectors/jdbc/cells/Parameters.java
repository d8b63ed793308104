package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Content;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Set;

/**
 * Sets parameters as the caller's own calls would have on the database's driver: by the kind of the value and the type it was declared
 * with. For one execution; closed after it. Not thread-safe.
 */
public final class Parameters implements AutoCloseable {
    private final VendorParameters vendor;
    private final List<Closeable> opened = new ArrayList<>();
    private final DriverTimes times = new DriverTimes();

    public Parameters(VendorParameters vendor) {
        this.vendor = vendor;
    }

    /** Sets all but the skipped indexes, which are counted from one. */
    public void bind(PreparedStatement statement, List<Parameter> parameters, Set<Integer> skipped)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (!skipped.contains(i + 1)) {
                bind(statement, i + 1, parameters.get(i));
            }
        }
    }

    private void bind(PreparedStatement statement, int index, Parameter parameter) throws SQLException {
        Value value = parameter.value();
        if (value instanceof Value.Null) {
            nothing(statement, index, parameter);
        } else if (value instanceof Value.WallClock clock) {
            wallClock(statement, index, clock, parameter.jdbcType());
        } else if (value instanceof Value.Array array) {
            vendor.array(statement, index, array);
        } else if (value instanceof Value.Vendor special) {
            vendor.special(statement, index, special);
        } else if (value instanceof Value.Text text) {
            text(statement, index, text.value(), parameter.jdbcType());
        } else if (value instanceof Value.Bytes bytes) {
            bytes(statement, index, bytes.value(), parameter.jdbcType());
        } else if (value instanceof Value.LargeText text) {
            large(statement, index, text, parameter.jdbcType());
        } else if (value instanceof Value.LargeBytes bytes) {
            large(statement, index, bytes, parameter.jdbcType());
        } else if (value instanceof Value.InPieces) {
            throw new IllegalStateException("the content of a large parameter was not put in its place");
        } else if (value instanceof Value.Int64 number) {
            integer(statement, index, number.value(), parameter.jdbcType());
        } else if (value instanceof Value.TimestampWithOffset moment
                && parameter.jdbcType() == Types.TIMESTAMP_WITH_TIMEZONE) {
            vendor.moment(statement, index, moment.value());
        } else {
            other(statement, index, parameter);
        }
    }

    private static void nothing(PreparedStatement statement, int index, Parameter parameter) throws SQLException {
        int type = parameter.jdbcType() == Parameter.UNDECLARED ? Types.NULL : parameter.jdbcType();
        if (parameter.typeName().isEmpty()) {
            statement.setNull(index, type);
        } else {
            statement.setNull(index, type, parameter.typeName());
        }
    }

    private void text(PreparedStatement statement, int index, String text, int type) throws SQLException {
        switch (type) {
            case Parameter.UNDECLARED, Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> statement.setString(index, text);
            case Types.CLOB, Types.NCLOB -> vendor.clob(statement, index, () -> new StringReader(text), text.length());
            default -> statement.setObject(index, text, type);
        }
    }

    private static void bytes(PreparedStatement statement, int index, byte[] bytes, int type) throws SQLException {
        switch (type) {
            case Types.BLOB -> statement.setBlob(index, new ByteArrayInputStream(bytes), bytes.length);
            case Types.OTHER, Types.JAVA_OBJECT -> statement.setObject(index, bytes, type);
            default -> statement.setBytes(index, bytes);
        }
    }

    private void large(PreparedStatement statement, int index, Value.LargeText text, int type) throws SQLException {
        switch (type) {
            case Types.CLOB, Types.NCLOB ->
                vendor.clob(statement, index, () -> opened(text.content().open()), text.length());
            default -> characters(statement, index, opened(text.content()), text.length());
        }
    }

    /** Some drivers know the older of the two methods only. */
    private static void characters(PreparedStatement statement, int index, Reader reader, long length)
            throws SQLException {
        if (length <= Integer.MAX_VALUE) {
            statement.setCharacterStream(index, reader, (int) length);
        } else {
            statement.setCharacterStream(index, reader, length);
        }
    }

    private void large(PreparedStatement statement, int index, Value.LargeBytes bytes, int type) throws SQLException {
        InputStream stream = opened(bytes.content());
        switch (type) {
            case Types.BLOB -> statement.setBlob(index, stream, bytes.length());
            default -> statement.setBinaryStream(index, stream, bytes.length());
        }
    }

    private <S extends Closeable> S opened(Content<S> content) throws SQLException {
        try {
            return opened(content.open());
        } catch (IOException e) {
            throw new SQLException("the content of a large parameter cannot be read", "58030", e);
        }
    }

    private <S extends Closeable> S opened(S stream) {
        opened.add(stream);
        return stream;
    }

    /** Closes what large parameters were read from. */
    @Override
    public void close() {
        for (Closeable stream : opened) {
            try {
                stream.close();
            } catch (IOException e) {
                // it has been read
            }
        }
        opened.clear();
    }

    private static void integer(PreparedStatement statement, int index, long number, int type) throws SQLException {
        switch (type) {
            case Types.TINYINT -> statement.setByte(index, (byte) exact(number, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case Types.SMALLINT -> statement.setShort(index, (short) exact(number, Short.MIN_VALUE, Short.MAX_VALUE));
            case Types.INTEGER -> statement.setInt(index, (int) exact(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case Parameter.UNDECLARED, Types.BIGINT -> statement.setLong(index, number);
            default -> statement.setObject(index, number, type);
        }
    }

    private static long exact(long number, long least, long most) throws SQLException {
        if (number < least || number > most) {
            throw new SQLException("a parameter is outside the range of the type it is declared with", "22003");
        }
        return number;
    }

    /** The class of such a value is enough, and PostgreSQL's driver knows that one and not the number of the type. */
    private static boolean saysItsType(Parameter parameter) {
        return parameter.value() instanceof Value.TimeWithOffset && parameter.jdbcType() == Types.TIME_WITH_TIMEZONE;
    }

    private static void other(PreparedStatement statement, int index, Parameter parameter) throws SQLException {
        Object object = JavaValues.object(parameter.value());
        if (parameter.jdbcType() == Parameter.UNDECLARED || saysItsType(parameter)) {
            statement.setObject(index, object);
        } else if (parameter.value() instanceof Value.Decimal decimal) {
            // a scale must be named, or some drivers round to none
            statement.setObject(
                    index,
                    object,
                    parameter.jdbcType(),
                    Math.max(0, decimal.value().scale()));
        } else {
            statement.setObject(index, object, parameter.jdbcType());
        }
    }

    private void wallClock(PreparedStatement statement, int index, Value.WallClock clock, int type)
            throws SQLException {
        Calendar shown = times.calendar(clock);
        switch (type) {
            case Types.DATE -> statement.setDate(index, DriverTimes.date(shown), shown);
            case Types.TIME, Types.TIME_WITH_TIMEZONE ->
                statement.setTime(index, DriverTimes.time(shown, clock), shown);
            default -> statement.setTimestamp(index, DriverTimes.timestamp(shown, clock), shown);
        }
    }
}
