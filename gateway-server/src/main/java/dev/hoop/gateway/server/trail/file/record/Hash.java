package dev.hoop.gateway.server.trail.file.record;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One SHA-256 digest. A value. */
public final class Hash {
    public static final int BYTES = 32;

    private final byte[] bytes;

    Hash(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** Reads 64 lower-case hexadecimal digits. @throws IllegalArgumentException if it is anything else */
    public static Hash ofHex(String hex) {
        return new Hash(parseHex(hex));
    }

    /** Lower case only: one value has one spelling, so that no byte of a trail can be changed without its being seen. */
    static byte[] parseHex(String hex) {
        if (!hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("hexadecimal digits are written in lower case");
        }
        return HexFormat.of().parseHex(hex);
    }

    /** Reads the base64 of 32 bytes. @throws IllegalArgumentException if it is anything else */
    public static Hash ofBase64(String text) {
        return new Hash(Base64.getDecoder().decode(text));
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes themselves, not a copy: for digesting within this package only. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
