package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.sql.Types;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts HMAC-SHA-256 in the place of values: equal values stay equal within a domain, so joins and counts still work, and without the key
 * nobody can try out values. Texts are trimmed, folded and, when they are digits with spaces, dashes and brackets (cards, telephones, identity
 * numbers), stripped to the digits before. Only columns of like type and width hash alike. Too narrow a
 * column cannot hold a hash that tells values apart, and gets NULL.
 */
final class KeyedHash implements Partial {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int MOST_CHARACTERS = 26;
    private static final int FEWEST_CHARACTERS = 16;
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ()-]*");

    private final Redaction rest;
    private final String domain;
    private final Mac mac;
    private final int width;
    private final int jdbcType;

    KeyedHash(Column column, Redaction rest, String domain, byte[] key) {
        this.rest = rest;
        this.domain = domain;
        this.width = Width.of(column);
        this.jdbcType = column.jdbcType();
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public Redaction rest() {
        return rest;
    }

    @Override
    public void text(String value, CellSink out) {
        if (width < FEWEST_CHARACTERS) {
            out.nothing();
            return;
        }
        String hash = base32(digest('t', canonical(value).getBytes(UTF_8)));
        out.text(hash.substring(0, Math.min(width, MOST_CHARACTERS)));
    }

    /** A number of the column's own size; smaller types have too few values to hide in. */
    @Override
    public void int64(long value, CellSink out) {
        long hash = ByteBuffer.wrap(digest('t', Long.toString(value).getBytes(UTF_8)))
                .getLong();
        switch (jdbcType) {
            case Types.BIGINT -> out.int64(hash & Long.MAX_VALUE);
            case Types.INTEGER -> out.int64(hash & Integer.MAX_VALUE);
            default -> rest.int64(value, out);
        }
    }

    @Override
    public void uuid(UUID value, CellSink out) {
        ByteBuffer hash = ByteBuffer.wrap(digest('t', value.toString().getBytes(UTF_8)));
        out.uuid(new UUID(hash.getLong(), hash.getLong()));
    }

    @Override
    public void bytes(byte[] value, CellSink out) {
        out.bytes(java.util.Arrays.copyOf(digest('b', value), FEWEST_CHARACTERS));
    }

    private byte[] digest(char sort, byte[] value) {
        mac.update(domain.getBytes(UTF_8));
        mac.update((byte) 0);
        mac.update((byte) sort);
        return mac.doFinal(value);
    }

    private static String canonical(String value) {
        String text = Normalizer.normalize(value.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return NUMBER.matcher(text).matches() ? text.replaceAll("[^0-9]", "") : text;
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            bits = ((bits << 8) | (b & 0xff)) & 0xfff;
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(ALPHABET.charAt((bits >> held) & 31));
            }
        }
        return text.toString();
    }
}
