package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.engine.FactsJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The forms in which a secret is looked for: as it is, and as tools write it in URLs, in JSON, in Base64 and in hexadecimal. */
final class SecretForms {
    private SecretForms() {}

    static List<byte[]> of(String secret) {
        byte[] bytes = secret.replace("\r\n", "\n").getBytes(UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(latin(bytes));
        HexFormat hex = HexFormat.of();
        forms.add(percent(bytes, hex.withUpperCase()));
        forms.add(percent(bytes, hex));
        forms.add(percent(bytes, hex.withUpperCase()).replace("%20", "+"));
        String json = FactsJson.quoted(secret);
        forms.add(latin(json.substring(1, json.length() - 1).getBytes(UTF_8)));
        forms.add(latin(secret.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .getBytes(UTF_8)));
        forms.add(hex.formatHex(bytes));
        forms.add(hex.withUpperCase().formatHex(bytes));
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int offset = 0; offset < 3; offset++) {
                forms.add(inner(encoder, bytes, offset));
            }
        }
        List<byte[]> all = new ArrayList<>();
        for (String form : forms) {
            if (form.length() >= LiteralSecret.FEWEST_CHARACTERS) {
                all.add(form.getBytes(ISO_8859_1));
            }
        }
        return all;
    }

    /** The digits that do not depend on what stands before and behind. */
    private static String inner(Base64.Encoder encoder, byte[] bytes, int offset) {
        byte[] moved = new byte[bytes.length + offset];
        System.arraycopy(bytes, 0, moved, offset, bytes.length);
        String text = encoder.withoutPadding().encodeToString(moved);
        int first = offset == 0 ? 0 : offset + 1;
        int last = moved.length * 8 / 6;
        return text.substring(Math.min(first, last), last);
    }

    private static String percent(byte[] bytes, HexFormat hex) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            boolean plain = each > 0 && (Character.isLetterOrDigit(each) || "-._~".indexOf(each) >= 0);
            text.append(plain ? Character.toString((char) each) : "%" + hex.toHexDigits(each));
        }
        return text.toString();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
