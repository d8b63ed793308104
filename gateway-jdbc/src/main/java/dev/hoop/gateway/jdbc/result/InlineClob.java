package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A CLOB or NCLOB whose text is in memory: one that was read, or one that the application fills. Not thread-safe. */
public final class InlineClob implements NClob {
    private @Nullable String text;

    public InlineClob(String text) {
        this.text = text;
    }

    @Override
    public long length() throws SQLException {
        return content().length();
    }

    @Override
    public String getSubString(long pos, int length) throws SQLException {
        int from = Positions.start(pos, content().length());
        return content().substring(from, Positions.end(from, length, content().length()));
    }

    @Override
    public Reader getCharacterStream() throws SQLException {
        return new StringReader(content());
    }

    @Override
    public Reader getCharacterStream(long pos, long length) throws SQLException {
        int from = Positions.start(pos, content().length());
        return new StringReader(
                content().substring(from, Positions.end(from, length, content().length())));
    }

    @Override
    public InputStream getAsciiStream() throws SQLException {
        return new ByteArrayInputStream(content().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long position(String pattern, long start) throws SQLException {
        int found = content()
                .indexOf(
                        Positions.given(pattern, "pattern"),
                        Positions.start(start, content().length()));
        return found < 0 ? -1 : found + 1L;
    }

    @Override
    public long position(Clob pattern, long start) throws SQLException {
        Positions.given(pattern, "pattern");
        return position(pattern.getSubString(1, Math.toIntExact(pattern.length())), start);
    }

    @Override
    public int setString(long pos, String value) throws SQLException {
        return setString(pos, value, 0, Positions.given(value, "value").length());
    }

    @Override
    public int setString(long pos, String value, int offset, int length) throws SQLException {
        Positions.piece(offset, length, Positions.given(value, "value").length());
        String before = content();
        int from = Positions.start(pos, before.length());
        String written = value.substring(offset, offset + length);
        String rest = from + length < before.length() ? before.substring(from + length) : "";
        text = before.substring(0, from) + written + rest;
        return length;
    }

    @Override
    public Writer setCharacterStream(long pos) throws SQLException {
        Positions.start(pos, content().length());
        return new StringWriter() {
            @Override
            public void close() throws IOException {
                try {
                    setString(pos, toString());
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            }
        };
    }

    @Override
    public OutputStream setAsciiStream(long pos) throws SQLException {
        Positions.start(pos, content().length());
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                try {
                    setString(pos, toString(StandardCharsets.US_ASCII));
                } catch (SQLException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            }
        };
    }

    @Override
    public void truncate(long length) throws SQLException {
        text = content().substring(0, Positions.end(0, length, content().length()));
    }

    @Override
    public void free() {
        text = null;
    }

    private String content() throws SQLException {
        String content = text;
        if (content == null) {
            throw CallerErrors.closed("Clob");
        }
        return content;
    }
}
