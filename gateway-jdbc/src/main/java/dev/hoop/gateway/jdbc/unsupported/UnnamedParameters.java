package dev.hoop.gateway.jdbc.unsupported;

import dev.hoop.gateway.jdbc.failure.NotSupported;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** Refuses to set parameters of a call by name, which most databases cannot; and references, which none behind this driver has. */
public interface UnnamedParameters extends CallableStatement {
    @Override
    default void registerOutParameter(String name, int type) throws SQLException {
        throw byName("registerOutParameter");
    }

    @Override
    default void registerOutParameter(String name, SQLType targetType) throws SQLException {
        throw byName("registerOutParameter");
    }

    @Override
    default void registerOutParameter(String name, int type, String typeName) throws SQLException {
        throw byName("registerOutParameter");
    }

    @Override
    default void registerOutParameter(String name, int type, int scale) throws SQLException {
        throw byName("registerOutParameter");
    }

    @Override
    default void registerOutParameter(String name, SQLType targetType, String typeName) throws SQLException {
        throw byName("registerOutParameter");
    }

    @Override
    default void registerOutParameter(String name, SQLType targetType, int scale) throws SQLException {
        throw byName("registerOutParameter");
    }

    @Override
    default void setAsciiStream(String name, InputStream value) throws SQLException {
        throw byName("setAsciiStream");
    }

    @Override
    default void setAsciiStream(String name, InputStream value, int length) throws SQLException {
        throw byName("setAsciiStream");
    }

    @Override
    default void setAsciiStream(String name, InputStream value, long length) throws SQLException {
        throw byName("setAsciiStream");
    }

    @Override
    default void setBigDecimal(String name, BigDecimal value) throws SQLException {
        throw byName("setBigDecimal");
    }

    @Override
    default void setBinaryStream(String name, InputStream value) throws SQLException {
        throw byName("setBinaryStream");
    }

    @Override
    default void setBinaryStream(String name, InputStream value, int length) throws SQLException {
        throw byName("setBinaryStream");
    }

    @Override
    default void setBinaryStream(String name, InputStream value, long length) throws SQLException {
        throw byName("setBinaryStream");
    }

    @Override
    default void setBlob(String name, InputStream value) throws SQLException {
        throw byName("setBlob");
    }

    @Override
    default void setBlob(String name, Blob value) throws SQLException {
        throw byName("setBlob");
    }

    @Override
    default void setBlob(String name, InputStream value, long length) throws SQLException {
        throw byName("setBlob");
    }

    @Override
    default void setBoolean(String name, boolean value) throws SQLException {
        throw byName("setBoolean");
    }

    @Override
    default void setByte(String name, byte value) throws SQLException {
        throw byName("setByte");
    }

    @Override
    default void setBytes(String name, byte[] value) throws SQLException {
        throw byName("setBytes");
    }

    @Override
    default void setCharacterStream(String name, Reader value) throws SQLException {
        throw byName("setCharacterStream");
    }

    @Override
    default void setCharacterStream(String name, Reader value, int length) throws SQLException {
        throw byName("setCharacterStream");
    }

    @Override
    default void setCharacterStream(String name, Reader value, long length) throws SQLException {
        throw byName("setCharacterStream");
    }

    @Override
    default void setClob(String name, Reader value) throws SQLException {
        throw byName("setClob");
    }

    @Override
    default void setClob(String name, Clob value) throws SQLException {
        throw byName("setClob");
    }

    @Override
    default void setClob(String name, Reader value, long length) throws SQLException {
        throw byName("setClob");
    }

    @Override
    default void setDate(String name, Date value) throws SQLException {
        throw byName("setDate");
    }

    @Override
    default void setDate(String name, Date value, Calendar calendar) throws SQLException {
        throw byName("setDate");
    }

    @Override
    default void setDouble(String name, double value) throws SQLException {
        throw byName("setDouble");
    }

    @Override
    default void setFloat(String name, float value) throws SQLException {
        throw byName("setFloat");
    }

    @Override
    default void setInt(String name, int value) throws SQLException {
        throw byName("setInt");
    }

    @Override
    default void setLong(String name, long value) throws SQLException {
        throw byName("setLong");
    }

    @Override
    default void setNCharacterStream(String name, Reader value) throws SQLException {
        throw byName("setNCharacterStream");
    }

    @Override
    default void setNCharacterStream(String name, Reader value, long length) throws SQLException {
        throw byName("setNCharacterStream");
    }

    @Override
    default void setNClob(String name, Reader value) throws SQLException {
        throw byName("setNClob");
    }

    @Override
    default void setNClob(String name, NClob value) throws SQLException {
        throw byName("setNClob");
    }

    @Override
    default void setNClob(String name, Reader value, long length) throws SQLException {
        throw byName("setNClob");
    }

    @Override
    default void setNString(String name, String value) throws SQLException {
        throw byName("setNString");
    }

    @Override
    default void setNull(String name, int type) throws SQLException {
        throw byName("setNull");
    }

    @Override
    default void setNull(String name, int type, String typeName) throws SQLException {
        throw byName("setNull");
    }

    @Override
    default void setObject(String name, Object value) throws SQLException {
        throw byName("setObject");
    }

    @Override
    default void setObject(String name, Object value, int targetType) throws SQLException {
        throw byName("setObject");
    }

    @Override
    default void setObject(String name, Object value, SQLType targetType) throws SQLException {
        throw byName("setObject");
    }

    @Override
    default void setObject(String name, Object value, int targetType, int scale) throws SQLException {
        throw byName("setObject");
    }

    @Override
    default void setObject(String name, Object value, SQLType targetType, int scale) throws SQLException {
        throw byName("setObject");
    }

    @Override
    default void setRowId(String name, RowId value) throws SQLException {
        throw byName("setRowId");
    }

    @Override
    default void setSQLXML(String name, SQLXML value) throws SQLException {
        throw byName("setSQLXML");
    }

    @Override
    default void setShort(String name, short value) throws SQLException {
        throw byName("setShort");
    }

    @Override
    default void setString(String name, String value) throws SQLException {
        throw byName("setString");
    }

    @Override
    default void setTime(String name, Time value) throws SQLException {
        throw byName("setTime");
    }

    @Override
    default void setTime(String name, Time value, Calendar calendar) throws SQLException {
        throw byName("setTime");
    }

    @Override
    default void setTimestamp(String name, Timestamp value) throws SQLException {
        throw byName("setTimestamp");
    }

    @Override
    default void setTimestamp(String name, Timestamp value, Calendar calendar) throws SQLException {
        throw byName("setTimestamp");
    }

    @Override
    default void setURL(String name, URL value) throws SQLException {
        throw byName("setURL");
    }

    @Override
    default Ref getRef(String name) throws SQLException {
        throw NotSupported.method("CallableStatement.getRef", "return the value as text or by its key instead");
    }

    @Override
    default Ref getRef(int index) throws SQLException {
        throw NotSupported.method("CallableStatement.getRef", "return the value as text or by its key instead");
    }

    @Override
    default RowId getRowId(String name) throws SQLException {
        throw NotSupported.method("CallableStatement.getRowId", "return the value as text or by its key instead");
    }

    @Override
    default RowId getRowId(int index) throws SQLException {
        throw NotSupported.method("CallableStatement.getRowId", "return the value as text or by its key instead");
    }

    private static SQLFeatureNotSupportedException byName(String method) {
        return NotSupported.method("CallableStatement." + method + " by name", "use the index of the parameter");
    }
}
