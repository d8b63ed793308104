package dev.hoop.gateway.server.trail.file.record;

import java.util.List;

/**
 * Writes flat JSON: the same values always give the same bytes, without white space, every line break and other control character
 * escaped, so that one object is one line. Not thread-safe.
 */
public final class JsonWriter {
    private final JsonBytes out = new JsonBytes(256);
    private boolean first = true;

    /** A field; left out when the value is empty. */
    public JsonWriter text(String name, String value) {
        if (!value.isEmpty()) {
            name(name);
            out.quoted(value);
        }
        return this;
    }

    public JsonWriter number(String name, long value) {
        name(name);
        out.word(Long.toString(value));
        return this;
    }

    public JsonWriter flag(String name, boolean value) {
        name(name);
        out.word(value ? "true" : "false");
        return this;
    }

    /** A list of texts; left out when it is empty. */
    public JsonWriter texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            name(name);
            out.sign('[');
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    out.sign(',');
                }
                out.quoted(values.get(i));
            }
            out.sign(']');
        }
        return this;
    }

    /** A field whose value was written before, as JSON. */
    public JsonWriter json(String name, byte[] value) {
        name(name);
        out.json(value);
        return this;
    }

    /** Further fields that were written before, without braces. */
    public JsonWriter fields(byte[] written) {
        if (written.length > 0) {
            separate();
            out.json(written);
        }
        return this;
    }

    /** The fields written, without braces. */
    public byte[] fields() {
        return out.toByteArray();
    }

    /** The fields written, as an object. */
    public byte[] object() {
        return out.between('{', '}');
    }

    private void name(String name) {
        separate();
        out.quoted(name).sign(':');
    }

    private void separate() {
        if (!first) {
            out.sign(',');
        }
        first = false;
    }
}
