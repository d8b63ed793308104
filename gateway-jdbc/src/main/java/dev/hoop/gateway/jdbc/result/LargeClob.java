package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.exchange.LargeCharacters;
import dev.hoop.gateway.jdbc.exchange.LargeContent;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.NotSupported;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A large CLOB that was read: its characters come as they are asked for, and are kept on disk. To be read only. */
final class LargeClob implements NClob {
    private @Nullable LargeCharacters content;
    private long length;

    LargeClob(Value.LargeText value, LargeCharacters content) {
        this.length = value.length();
        this.content = content;
        content.bytes().keep();
    }

    @Override
    public long length() throws SQLException {
        LargeCharacters open = content();
        if (length < 0) {
            try (Reader all = open.open()) {
                length = all.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                throw LargeContent.unreadable(e);
            }
        }
        return length;
    }

    @Override
    public String getSubString(long pos, int count) throws SQLException {
        if (count < 0) {
            throw CallerErrors.badArgument("length " + count + " is negative");
        }
        try (Reader from = getCharacterStream(pos, count)) {
            return LargeValues.all(from);
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    @Override
    public Reader getCharacterStream() throws SQLException {
        return content().open();
    }

    @Override
    public Reader getCharacterStream(long pos, long count) throws SQLException {
        if (count < 0) {
            throw CallerErrors.badArgument("length " + count + " is negative");
        }
        return new FilterReader(at(pos)) {
            private long left = count;

            @Override
            public int read() throws IOException {
                char[] one = new char[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(char[] into, int from, int wanted) throws IOException {
                if (left == 0 && wanted > 0) {
                    return -1;
                }
                int read = super.read(into, from, (int) Math.min(wanted, left));
                left -= Math.max(read, 0);
                return read;
            }
        };
    }

    private Reader at(long pos) throws SQLException {
        Reader from = content().open();
        try {
            if (pos < 1 || from.skip(pos - 1) < pos - 1) {
                throw CallerErrors.badArgument("position " + pos + " is outside the value");
            }
            return from;
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    /** Characters that ASCII has not are given as question marks. */
    @Override
    public InputStream getAsciiStream() throws SQLException {
        Reader from = getCharacterStream();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                int character = from.read();
                return character > 0x7f ? '?' : character;
            }

            @Override
            public int read(byte[] into, int at, int count) throws IOException {
                char[] characters = new char[Math.min(count, 8192)];
                int read = from.read(characters);
                for (int i = 0; i < read; i++) {
                    into[at + i] = (byte) (characters[i] > 0x7f ? '?' : characters[i]);
                }
                return read;
            }
        };
    }

    @Override
    public long position(String pattern, long start) throws SQLException {
        Positions.given(pattern, "pattern");
        try (Reader from = at(start)) {
            long found = LargeValues.find(from::read, pattern.length(), pattern::charAt);
            return found < 0 ? -1 : start + found;
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    @Override
    public long position(Clob pattern, long start) throws SQLException {
        Positions.given(pattern, "pattern");
        return position(pattern.getSubString(1, Math.toIntExact(pattern.length())), start);
    }

    @Override
    public int setString(long pos, String value) throws SQLException {
        throw readOnly("Clob.setString");
    }

    @Override
    public int setString(long pos, String value, int offset, int count) throws SQLException {
        throw readOnly("Clob.setString");
    }

    @Override
    public Writer setCharacterStream(long pos) throws SQLException {
        throw readOnly("Clob.setCharacterStream");
    }

    @Override
    public OutputStream setAsciiStream(long pos) throws SQLException {
        throw readOnly("Clob.setAsciiStream");
    }

    @Override
    public void truncate(long count) throws SQLException {
        throw readOnly("Clob.truncate");
    }

    private static SQLException readOnly(String method) {
        return NotSupported.method(method + " on a large value that was read", "make a new Clob with createClob");
    }

    @Override
    public void free() {
        LargeCharacters open = content;
        content = null;
        if (open != null) {
            open.bytes().free();
        }
    }

    private LargeCharacters content() throws SQLException {
        LargeCharacters open = content;
        if (open == null) {
            throw CallerErrors.closed("Clob");
        }
        return open;
    }
}
