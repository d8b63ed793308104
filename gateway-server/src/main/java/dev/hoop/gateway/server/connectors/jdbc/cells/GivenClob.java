package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** A text as the {@code Clob} that a driver takes as a parameter: it reads it once, front to back, and does nothing else with it. */
final class GivenClob implements NClob {
    private final Content<Reader> content;
    private final long length;

    GivenClob(Content<Reader> content, long length) {
        this.content = content;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Reader getCharacterStream() throws SQLException {
        try {
            return content.open();
        } catch (IOException e) {
            throw new SQLException("the content of a large parameter cannot be read", "58030", e);
        }
    }

    @Override
    public Reader getCharacterStream(long pos, long count) throws SQLException {
        throw refused();
    }

    @Override
    public String getSubString(long pos, int count) throws SQLException {
        throw refused();
    }

    @Override
    public InputStream getAsciiStream() throws SQLException {
        throw refused();
    }

    @Override
    public long position(String pattern, long start) throws SQLException {
        throw refused();
    }

    @Override
    public long position(java.sql.Clob pattern, long start) throws SQLException {
        throw refused();
    }

    @Override
    public int setString(long pos, String value) throws SQLException {
        throw refused();
    }

    @Override
    public int setString(long pos, String value, int offset, int count) throws SQLException {
        throw refused();
    }

    @Override
    public OutputStream setAsciiStream(long pos) throws SQLException {
        throw refused();
    }

    @Override
    public Writer setCharacterStream(long pos) throws SQLException {
        throw refused();
    }

    @Override
    public void truncate(long count) throws SQLException {
        throw refused();
    }

    @Override
    public void free() {}

    private static SQLException refused() {
        return new SQLFeatureNotSupportedException("a text given as a parameter is read front to back", "HYC00");
    }
}
