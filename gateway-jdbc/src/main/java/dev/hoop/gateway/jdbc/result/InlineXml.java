package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLXML;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import org.jspecify.annotations.Nullable;

/**
 * An XML value as its text, parsed only where the application asks for a form that is. It is written once, and what was written is read
 * whether or not a stream was closed. Not thread-safe.
 */
public final class InlineXml implements SQLXML {
    /** The text, once somebody wants it. */
    @FunctionalInterface
    interface Content {
        @Nullable
        String text() throws SQLException;
    }

    private @Nullable Content content;
    private boolean freed;

    /** One that the application is to fill. */
    public InlineXml() {}

    public InlineXml(String text) {
        this.content = () -> text;
    }

    /** Null where that was written. */
    @Override
    public @Nullable String getString() throws SQLException {
        check();
        Content written = content;
        if (written == null) {
            throw CallerErrors.badSequence("the SQLXML holds nothing yet; write it first");
        }
        return written.text();
    }

    @Override
    public @Nullable Reader getCharacterStream() throws SQLException {
        String text = getString();
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable InputStream getBinaryStream() throws SQLException {
        String text = getString();
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public <T extends Source> @Nullable T getSource(@Nullable Class<T> type) throws SQLException {
        String text = getString();
        return text == null ? null : XmlForms.source(text, type);
    }

    @Override
    public void setString(@Nullable String value) throws SQLException {
        begin(() -> value);
    }

    @Override
    public Writer setCharacterStream() throws SQLException {
        StringWriter writer = new StringWriter();
        begin(writer::toString);
        return writer;
    }

    @Override
    public OutputStream setBinaryStream() throws SQLException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        begin(() -> stream.toString(StandardCharsets.UTF_8));
        return stream;
    }

    @Override
    public <T extends Result> T setResult(@Nullable Class<T> type) throws SQLException {
        XmlForms.Sink<T> sink = XmlForms.sink(type);
        begin(sink.content());
        return sink.result();
    }

    private void begin(Content written) throws SQLException {
        check();
        if (content != null) {
            throw CallerErrors.badSequence("the SQLXML is written already; make a new one with createSQLXML");
        }
        content = written;
    }

    @Override
    public void free() {
        freed = true;
        content = null;
    }

    private void check() throws SQLException {
        if (freed) {
            throw CallerErrors.closed("SQLXML");
        }
    }
}
