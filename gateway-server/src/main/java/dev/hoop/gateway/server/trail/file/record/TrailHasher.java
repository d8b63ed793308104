package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of the trail, each with a first byte of its own so that none can be passed off as another:
 *
 * <pre>
 * leaf        SHA-256(00 ‖ header ‖ SHA-256(salt ‖ body))     a leaf as RFC 6962 §2.1 has it
 * node        SHA-256(01 ‖ left ‖ right)                      a node as RFC 6962 §2.1 has it
 * link        SHA-256(02 ‖ link before ‖ leaf)                the chain
 * first link  SHA-256(03 ‖ origin)                            so that two trails share no link
 * </pre>
 *
 * <p>Not thread-safe: a digest is reused.
 */
public final class TrailHasher {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final byte LINK = 2;
    private static final byte ORIGIN = 3;

    private static final MessageDigest UNUSED = found();

    private final MessageDigest digest = sha256();

    /** The link before the first record. */
    public Hash genesis(String origin) {
        digest.update(ORIGIN);
        return new Hash(digest.digest(origin.getBytes(UTF_8)));
    }

    /** What stands for a body in the leaf, so that erasing salt and body leaves every hash valid. */
    public Hash commitment(byte[] salt, byte[] body) {
        digest.update(salt);
        return new Hash(digest.digest(body));
    }

    Hash leaf(byte[] bytes, int headerBegin, int headerLength, Hash commitment) {
        digest.update(LEAF);
        digest.update(bytes, headerBegin, headerLength);
        return new Hash(digest.digest(commitment.bytes()));
    }

    Hash link(Hash before, Hash leaf) {
        digest.update(LINK);
        digest.update(before.bytes());
        return new Hash(digest.digest(leaf.bytes()));
    }

    Hash node(Hash left, Hash right) {
        digest.update(NODE);
        digest.update(left.bytes());
        return new Hash(digest.digest(right.bytes()));
    }

    /** The root of a tree without leaves. */
    Hash empty() {
        return new Hash(digest.digest());
    }

    /** The plain SHA-256 of some bytes. */
    public Hash plain(byte[] bytes) {
        return new Hash(digest.digest(bytes));
    }

    /** A new digest. A copy of an unused one: looking for an implementation each time costs more than a short digest does. */
    public static MessageDigest sha256() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return found();
        }
    }

    private static MessageDigest found() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
