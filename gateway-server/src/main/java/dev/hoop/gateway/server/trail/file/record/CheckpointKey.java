package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key checkpoints are verified with, written as C2SP signed-note does: {@code name+id+key}, the id being the first four bytes
 * of a hash over name and key. A value.
 */
public final class CheckpointKey {
    private static final byte ED25519 = 1;
    private static final int ID_BYTES = 4;
    private static final String DASH = "\u2014 ";

    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    private CheckpointKey(String name, byte[] raw, PublicKey key) {
        this.name = name;
        this.raw = raw;
        this.key = key;
    }

    static CheckpointKey of(String name, PublicKey key) {
        return new CheckpointKey(name, Ed25519.raw(key), key);
    }

    /**
     * Reads a key.
     *
     * @throws MalformedLineException if the text is not {@code name+id+key} or the id does not fit the key
     */
    public static CheckpointKey parse(String text) throws MalformedLineException {
        String[] parts = text.strip().split("\\+", 3); // base64 may hold a plus, name and id cannot
        try {
            byte[] typed = Base64.getDecoder().decode(parts[parts.length - 1]);
            if (parts.length != 3 || typed.length != 1 + Ed25519.PUBLIC_KEY_BYTES || typed[0] != ED25519) {
                throw new MalformedLineException("it is not of the form name+id+key with an Ed25519 key");
            }
            byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
            CheckpointKey parsed = new CheckpointKey(parts[0], raw, Ed25519.publicKey(raw));
            if (!parsed.text().equals(text.strip())) {
                throw new MalformedLineException("its id does not fit its name and key");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException("its key is not base64");
        }
    }

    /** The key as {@link #parse} reads it. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /** The name of the key, which is the origin of its trail. */
    public String name() {
        return name;
    }

    /** The line that carries a signature in a note. */
    String signatureLine(byte[] signature) {
        byte[] signed = Arrays.copyOf(id(), ID_BYTES + signature.length);
        System.arraycopy(signature, 0, signed, ID_BYTES, signature.length);
        return DASH + name + " " + Base64.getEncoder().encodeToString(signed) + "\n";
    }

    /** Whether the line carries this key's signature over the text. */
    boolean signed(String text, String signatureLine) {
        String prefix = DASH + name + " ";
        if (!signatureLine.startsWith(prefix)) {
            return false;
        }
        byte[] signed;
        try {
            signed = Base64.getDecoder().decode(signatureLine.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            return false;
        }
        return signed.length > ID_BYTES
                && Arrays.equals(signed, 0, ID_BYTES, id(), 0, ID_BYTES)
                && Ed25519.verify(key, text.getBytes(UTF_8), Arrays.copyOfRange(signed, ID_BYTES, signed.length));
    }

    private byte[] id() {
        var digest = TrailHasher.sha256();
        digest.update(name.getBytes(UTF_8));
        digest.update((byte) '\n');
        return Arrays.copyOf(digest.digest(typed()), ID_BYTES);
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + raw.length];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, raw.length);
        return typed;
    }
}
