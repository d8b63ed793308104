package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import java.math.BigDecimal;
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
 * numbers), stripped to the digits before.
 *
 * <p>Every text column that holds 16 characters hashes alike, whatever its type and width; so do BIGINT and whole NUMERIC of 18 digits or
 * more, and INTEGER and whole NUMERIC of 9 to 17 digits. Too narrow a column cannot hold a hash that tells values apart: a text becomes
 * NULL, a number is redacted.
 */
final class KeyedHash implements Partial {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int CHARACTERS = 16;
    private static final long NINE_DIGITS = 1_000_000_000L;
    private static final long EIGHTEEN_DIGITS = NINE_DIGITS * NINE_DIGITS;
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ()-]*");

    private final Redaction rest;
    private final String domain;
    private final Mac mac;
    private final int width;
    private final int jdbcType;
    private final int precision;
    private final int scale;

    KeyedHash(Column column, Redaction rest, String domain, byte[] key) {
        this.rest = rest;
        this.domain = domain;
        this.width = Width.of(column);
        this.jdbcType = column.jdbcType();
        this.precision = column.precision();
        this.scale = column.scale();
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
        if (width < CHARACTERS) {
            out.nothing();
            return;
        }
        String hash = base32(digest('t', canonical(value).getBytes(UTF_8)));
        out.text(hash.substring(0, CHARACTERS));
    }

    @Override
    public void int64(long value, CellSink out) {
        long range = range();
        if (range == 0) {
            rest.int64(value, out);
        } else {
            out.int64(number(Long.toString(value), range));
        }
    }

    @Override
    public void decimal(BigDecimal value, CellSink out) {
        long range = scale == 0 && value.stripTrailingZeros().scale() <= 0 ? range() : 0;
        if (range == 0) {
            rest.decimal(value, out);
        } else {
            out.decimal(BigDecimal.valueOf(number(value.toBigInteger().toString(), range)));
        }
    }

    /** How many values the hash of a number may have; 0 where those are too few to hide in. */
    private long range() {
        return switch (jdbcType) {
            case Types.BIGINT -> EIGHTEEN_DIGITS;
            case Types.INTEGER -> NINE_DIGITS;
            case Types.NUMERIC, Types.DECIMAL -> precision >= 18 ? EIGHTEEN_DIGITS : precision >= 9 ? NINE_DIGITS : 0;
            default -> 0;
        };
    }

    private long number(String digits, long range) {
        return Long.remainderUnsigned(
                ByteBuffer.wrap(digest('t', digits.getBytes(UTF_8))).getLong(), range);
    }

    @Override
    public void uuid(UUID value, CellSink out) {
        ByteBuffer hash = ByteBuffer.wrap(digest('t', value.toString().getBytes(UTF_8)));
        out.uuid(new UUID(hash.getLong(), hash.getLong()));
    }

    @Override
    public void bytes(byte[] value, CellSink out) {
        out.bytes(java.util.Arrays.copyOf(digest('b', value), CHARACTERS));
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
