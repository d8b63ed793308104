package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.NotSupported;
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
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;

/** An XML value as its text. The driver does not parse it: how much of XML to trust is the application's decision. Not thread-safe. */
public final class InlineXml implements SQLXML {
    private @Nullable String text;

    public InlineXml(String text) {
        this.text = text;
    }

    @Override
    public String getString() throws SQLException {
        String content = text;
        if (content == null) {
            throw CallerErrors.closed("SQLXML");
        }
        return content;
    }

    @Override
    public Reader getCharacterStream() throws SQLException {
        return new StringReader(getString());
    }

    @Override
    public InputStream getBinaryStream() throws SQLException {
        return new ByteArrayInputStream(getString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public <T extends Source> T getSource(@Nullable Class<T> type) throws SQLException {
        if (type != null && !type.equals(StreamSource.class)) {
            throw NotSupported.method(
                    "SQLXML.getSource of " + type.getSimpleName(),
                    "ask for a StreamSource and parse it with your own settings");
        }
        @SuppressWarnings("unchecked") // null means any, and a StreamSource is one
        T source = (T) new StreamSource(getCharacterStream());
        return source;
    }

    @Override
    public void setString(String value) {
        text = value;
    }

    @Override
    public Writer setCharacterStream() {
        return new StringWriter() {
            @Override
            public void close() {
                text = toString();
            }
        };
    }

    @Override
    public OutputStream setBinaryStream() {
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                text = toString(StandardCharsets.UTF_8);
            }
        };
    }

    @Override
    public <T extends Result> T setResult(@Nullable Class<T> type) throws SQLException {
        if (type != null && !type.equals(StreamResult.class)) {
            throw NotSupported.method(
                    "SQLXML.setResult of " + type.getSimpleName(),
                    "ask for a StreamResult, or write the text by setString");
        }
        @SuppressWarnings("unchecked") // null means any, and a StreamResult is one
        T result = (T) new StreamResult(setCharacterStream());
        return result;
    }

    @Override
    public void free() {
        text = null;
    }
}
