package dev.hoop.gateway.jdbc.unsupported;

import dev.hoop.gateway.jdbc.failure.NotSupported;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/**
 * Refuses every way to change a row through a result.
 *
 * <p>By design: a result may hold masked values, and an updatable one would write them back over the real ones.
 */
public abstract class ReadOnlyResultSet implements ResultSet {
    @Override
    public void cancelRowUpdates() throws SQLException {
        throw readOnly("cancelRowUpdates");
    }

    @Override
    public void deleteRow() throws SQLException {
        throw readOnly("deleteRow");
    }

    @Override
    public void insertRow() throws SQLException {
        throw readOnly("insertRow");
    }

    @Override
    public void moveToCurrentRow() throws SQLException {
        throw readOnly("moveToCurrentRow");
    }

    @Override
    public void moveToInsertRow() throws SQLException {
        throw readOnly("moveToInsertRow");
    }

    @Override
    public void refreshRow() throws SQLException {
        throw readOnly("refreshRow");
    }

    @Override
    public void updateArray(String label, Array value) throws SQLException {
        throw readOnly("updateArray");
    }

    @Override
    public void updateArray(int index, Array value) throws SQLException {
        throw readOnly("updateArray");
    }

    @Override
    public void updateAsciiStream(String label, InputStream value) throws SQLException {
        throw readOnly("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(int index, InputStream value) throws SQLException {
        throw readOnly("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(String label, InputStream value, int length) throws SQLException {
        throw readOnly("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(String label, InputStream value, long length) throws SQLException {
        throw readOnly("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(int index, InputStream value, int length) throws SQLException {
        throw readOnly("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(int index, InputStream value, long length) throws SQLException {
        throw readOnly("updateAsciiStream");
    }

    @Override
    public void updateBigDecimal(String label, BigDecimal value) throws SQLException {
        throw readOnly("updateBigDecimal");
    }

    @Override
    public void updateBigDecimal(int index, BigDecimal value) throws SQLException {
        throw readOnly("updateBigDecimal");
    }

    @Override
    public void updateBinaryStream(String label, InputStream value) throws SQLException {
        throw readOnly("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(int index, InputStream value) throws SQLException {
        throw readOnly("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(String label, InputStream value, int length) throws SQLException {
        throw readOnly("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(String label, InputStream value, long length) throws SQLException {
        throw readOnly("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(int index, InputStream value, int length) throws SQLException {
        throw readOnly("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(int index, InputStream value, long length) throws SQLException {
        throw readOnly("updateBinaryStream");
    }

    @Override
    public void updateBlob(String label, InputStream value) throws SQLException {
        throw readOnly("updateBlob");
    }

    @Override
    public void updateBlob(String label, Blob value) throws SQLException {
        throw readOnly("updateBlob");
    }

    @Override
    public void updateBlob(int index, InputStream value) throws SQLException {
        throw readOnly("updateBlob");
    }

    @Override
    public void updateBlob(int index, Blob value) throws SQLException {
        throw readOnly("updateBlob");
    }

    @Override
    public void updateBlob(String label, InputStream value, long length) throws SQLException {
        throw readOnly("updateBlob");
    }

    @Override
    public void updateBlob(int index, InputStream value, long length) throws SQLException {
        throw readOnly("updateBlob");
    }

    @Override
    public void updateBoolean(String label, boolean value) throws SQLException {
        throw readOnly("updateBoolean");
    }

    @Override
    public void updateBoolean(int index, boolean value) throws SQLException {
        throw readOnly("updateBoolean");
    }

    @Override
    public void updateByte(String label, byte value) throws SQLException {
        throw readOnly("updateByte");
    }

    @Override
    public void updateByte(int index, byte value) throws SQLException {
        throw readOnly("updateByte");
    }

    @Override
    public void updateBytes(String label, byte[] value) throws SQLException {
        throw readOnly("updateBytes");
    }

    @Override
    public void updateBytes(int index, byte[] value) throws SQLException {
        throw readOnly("updateBytes");
    }

    @Override
    public void updateCharacterStream(String label, Reader value) throws SQLException {
        throw readOnly("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(int index, Reader value) throws SQLException {
        throw readOnly("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(String label, Reader value, int length) throws SQLException {
        throw readOnly("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(String label, Reader value, long length) throws SQLException {
        throw readOnly("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(int index, Reader value, int length) throws SQLException {
        throw readOnly("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(int index, Reader value, long length) throws SQLException {
        throw readOnly("updateCharacterStream");
    }

    @Override
    public void updateClob(String label, Reader value) throws SQLException {
        throw readOnly("updateClob");
    }

    @Override
    public void updateClob(String label, Clob value) throws SQLException {
        throw readOnly("updateClob");
    }

    @Override
    public void updateClob(int index, Reader value) throws SQLException {
        throw readOnly("updateClob");
    }

    @Override
    public void updateClob(int index, Clob value) throws SQLException {
        throw readOnly("updateClob");
    }

    @Override
    public void updateClob(String label, Reader value, long length) throws SQLException {
        throw readOnly("updateClob");
    }

    @Override
    public void updateClob(int index, Reader value, long length) throws SQLException {
        throw readOnly("updateClob");
    }

    @Override
    public void updateDate(String label, Date value) throws SQLException {
        throw readOnly("updateDate");
    }

    @Override
    public void updateDate(int index, Date value) throws SQLException {
        throw readOnly("updateDate");
    }

    @Override
    public void updateDouble(String label, double value) throws SQLException {
        throw readOnly("updateDouble");
    }

    @Override
    public void updateDouble(int index, double value) throws SQLException {
        throw readOnly("updateDouble");
    }

    @Override
    public void updateFloat(String label, float value) throws SQLException {
        throw readOnly("updateFloat");
    }

    @Override
    public void updateFloat(int index, float value) throws SQLException {
        throw readOnly("updateFloat");
    }

    @Override
    public void updateInt(String label, int value) throws SQLException {
        throw readOnly("updateInt");
    }

    @Override
    public void updateInt(int index, int value) throws SQLException {
        throw readOnly("updateInt");
    }

    @Override
    public void updateLong(String label, long value) throws SQLException {
        throw readOnly("updateLong");
    }

    @Override
    public void updateLong(int index, long value) throws SQLException {
        throw readOnly("updateLong");
    }

    @Override
    public void updateNCharacterStream(String label, Reader value) throws SQLException {
        throw readOnly("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(int index, Reader value) throws SQLException {
        throw readOnly("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(String label, Reader value, long length) throws SQLException {
        throw readOnly("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(int index, Reader value, long length) throws SQLException {
        throw readOnly("updateNCharacterStream");
    }

    @Override
    public void updateNClob(String label, Reader value) throws SQLException {
        throw readOnly("updateNClob");
    }

    @Override
    public void updateNClob(String label, NClob value) throws SQLException {
        throw readOnly("updateNClob");
    }

    @Override
    public void updateNClob(int index, Reader value) throws SQLException {
        throw readOnly("updateNClob");
    }

    @Override
    public void updateNClob(int index, NClob value) throws SQLException {
        throw readOnly("updateNClob");
    }

    @Override
    public void updateNClob(String label, Reader value, long length) throws SQLException {
        throw readOnly("updateNClob");
    }

    @Override
    public void updateNClob(int index, Reader value, long length) throws SQLException {
        throw readOnly("updateNClob");
    }

    @Override
    public void updateNString(String label, String value) throws SQLException {
        throw readOnly("updateNString");
    }

    @Override
    public void updateNString(int index, String value) throws SQLException {
        throw readOnly("updateNString");
    }

    @Override
    public void updateNull(String label) throws SQLException {
        throw readOnly("updateNull");
    }

    @Override
    public void updateNull(int index) throws SQLException {
        throw readOnly("updateNull");
    }

    @Override
    public void updateObject(String label, Object value) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateObject(int index, Object value) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateObject(String label, Object value, int scale) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateObject(String label, Object value, SQLType targetType) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateObject(int index, Object value, int scale) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateObject(int index, Object value, SQLType targetType) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateObject(String label, Object value, SQLType targetType, int scale) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateObject(int index, Object value, SQLType targetType, int scale) throws SQLException {
        throw readOnly("updateObject");
    }

    @Override
    public void updateRef(String label, Ref value) throws SQLException {
        throw readOnly("updateRef");
    }

    @Override
    public void updateRef(int index, Ref value) throws SQLException {
        throw readOnly("updateRef");
    }

    @Override
    public void updateRow() throws SQLException {
        throw readOnly("updateRow");
    }

    @Override
    public void updateRowId(String label, RowId value) throws SQLException {
        throw readOnly("updateRowId");
    }

    @Override
    public void updateRowId(int index, RowId value) throws SQLException {
        throw readOnly("updateRowId");
    }

    @Override
    public void updateSQLXML(String label, SQLXML value) throws SQLException {
        throw readOnly("updateSQLXML");
    }

    @Override
    public void updateSQLXML(int index, SQLXML value) throws SQLException {
        throw readOnly("updateSQLXML");
    }

    @Override
    public void updateShort(String label, short value) throws SQLException {
        throw readOnly("updateShort");
    }

    @Override
    public void updateShort(int index, short value) throws SQLException {
        throw readOnly("updateShort");
    }

    @Override
    public void updateString(String label, String value) throws SQLException {
        throw readOnly("updateString");
    }

    @Override
    public void updateString(int index, String value) throws SQLException {
        throw readOnly("updateString");
    }

    @Override
    public void updateTime(String label, Time value) throws SQLException {
        throw readOnly("updateTime");
    }

    @Override
    public void updateTime(int index, Time value) throws SQLException {
        throw readOnly("updateTime");
    }

    @Override
    public void updateTimestamp(String label, Timestamp value) throws SQLException {
        throw readOnly("updateTimestamp");
    }

    @Override
    public void updateTimestamp(int index, Timestamp value) throws SQLException {
        throw readOnly("updateTimestamp");
    }

    @Override
    public Ref getRef(String label) throws SQLException {
        throw NotSupported.method("ResultSet.getRef", "select the value as text or by its key instead");
    }

    @Override
    public Ref getRef(int index) throws SQLException {
        throw NotSupported.method("ResultSet.getRef", "select the value as text or by its key instead");
    }

    @Override
    public RowId getRowId(String label) throws SQLException {
        throw NotSupported.method("ResultSet.getRowId", "select the value as text or by its key instead");
    }

    @Override
    public RowId getRowId(int index) throws SQLException {
        throw NotSupported.method("ResultSet.getRowId", "select the value as text or by its key instead");
    }

    @Override
    public String getCursorName() throws SQLException {
        throw NotSupported.method("ResultSet.getCursorName", "update rows by their key");
    }

    private static SQLFeatureNotSupportedException readOnly(String method) {
        return NotSupported.method(
                "ResultSet." + method,
                "results are read-only because they may hold masked values; send an UPDATE, INSERT or DELETE");
    }
}
