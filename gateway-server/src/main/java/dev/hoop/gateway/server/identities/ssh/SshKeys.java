package dev.hoop.gateway.server.identities.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Public keys as OpenSSH writes them. */
public final class SshKeys {
    private static final int LONGEST = 16 * 1024;
    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<String> STRONG = Set.of(
            "ssh-ed25519",
            "ssh-rsa",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com");
    private static final int HASH_CHARS = 60;

    private SshKeys() {}

    /** Reads a line; what comes after the key is a comment. */
    public static PublicKey read(String line) {
        try {
            if (line.length() <= LONGEST) {
                PublicKey key = PublicKeyEntry.parsePublicKeyEntry(line.strip())
                        .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
                if (key != null) {
                    return key;
                }
            }
        } catch (Exception e) {
            throw unreadable();
        }
        throw unreadable();
    }

    /** A key that logs people in or is certified: of a kind and size that is not known to be weak, and no certificate itself. */
    public static PublicKey strong(String line) {
        PublicKey key = read(line);
        boolean isShort = "RSA".equals(key.getAlgorithm()) && KeyUtils.getKeySize(key) < LEAST_RSA_BITS;
        if (key instanceof OpenSshCertificate || isShort || !STRONG.contains(KeyUtils.getKeyType(key))) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "only ed25519, ECDSA, security and RSA keys of at least %d bits are taken; make one with ssh-keygen -t ed25519"
                            .formatted(LEAST_RSA_BITS));
        }
        return key;
    }

    /** By what a registered key is found. Begins as no hash of a token does: a key that is public is never a token. */
    public static String hash(PublicKey key) {
        ByteArrayBuffer blob = new ByteArrayBuffer();
        blob.putRawPublicKey(key);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob.getCompactData());
            return "ssh:" + HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static GatewayException unreadable() {
        return new GatewayException(
                ErrorCode.INVALID_REQUEST,
                "this is no public key as OpenSSH writes them; give the content of a .pub file, never of the private one");
    }
}
