package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Writes flat JSON: the same values always give the same bytes, without white space, every line break and other control character
 * escaped, so that one object is one line. Not thread-safe.
 */
public final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private boolean first = true;

    /** A field; left out when the value is empty. */
    public JsonWriter text(String name, String value) {
        if (!value.isEmpty()) {
            name(name);
            quoted(value);
        }
        return this;
    }

    public JsonWriter number(String name, long value) {
        name(name);
        raw(Long.toString(value));
        return this;
    }

    public JsonWriter flag(String name, boolean value) {
        name(name);
        raw(value ? "true" : "false");
        return this;
    }

    /** A list of texts; left out when it is empty. */
    public JsonWriter texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            name(name);
            out.write('[');
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                quoted(values.get(i));
            }
            out.write(']');
        }
        return this;
    }

    /** A field whose value was written before, as JSON. */
    public JsonWriter json(String name, byte[] value) {
        name(name);
        out.writeBytes(value);
        return this;
    }

    /** The fields written, without braces. */
    public byte[] fields() {
        return out.toByteArray();
    }

    /** The fields written, as an object. */
    public byte[] object() {
        byte[] object = new byte[out.size() + 2];
        System.arraycopy(out.toByteArray(), 0, object, 1, out.size());
        object[0] = '{';
        object[object.length - 1] = '}';
        return object;
    }

    /** One text as a JSON string. */
    public static byte[] string(String value) {
        JsonWriter writer = new JsonWriter();
        writer.quoted(value);
        return writer.fields();
    }

    private void name(String name) {
        if (!first) {
            out.write(',');
        }
        first = false;
        quoted(name);
        out.write(':');
    }

    private void quoted(String value) {
        out.write('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.write('\\');
                out.write(c);
            } else if (c < 0x20 || c == 0x7f) {
                escaped(c);
            } else if (c < 0x80) {
                out.write(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                raw(value.substring(i, i + 2));
                i++;
            } else if (Character.isSurrogate(c)) {
                escaped(c); // half a character has no UTF-8
            } else {
                raw(String.valueOf(c));
            }
        }
        out.write('"');
    }

    private void escaped(char c) {
        out.write('\\');
        out.write('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write(HEX[(c >>> shift) & 0xf]);
        }
    }

    private void raw(String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }
}
