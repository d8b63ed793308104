package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.security.PrivateKey;

/** Signs checkpoints with a trail's private key. Thread-safe. */
public final class CheckpointSigner {
    private final CheckpointKey publicKey;
    private final PrivateKey privateKey;

    private CheckpointSigner(CheckpointKey publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /** A key pair made now, and its private half in PKCS #8 for keeping. */
    public static Made make(String name) {
        KeyPair pair = Ed25519.generate();
        CheckpointSigner signer = new CheckpointSigner(CheckpointKey.of(name, pair.getPublic()), pair.getPrivate());
        return new Made(signer, pair.getPrivate().getEncoded());
    }

    /** A signer and what to keep of it. */
    @SuppressWarnings("ArrayRecordComponent") // handed once from maker to keeper
    public record Made(CheckpointSigner signer, byte[] pkcs8) {}

    /**
     * A signer with a key that was kept.
     *
     * @throws MalformedLineException if the bytes are no key, or are not the private half of the public key
     */
    public static CheckpointSigner of(CheckpointKey publicKey, byte[] pkcs8) throws MalformedLineException {
        CheckpointSigner signer = new CheckpointSigner(publicKey, Ed25519.privateKey(pkcs8));
        String probe = "hoop-key-probe/1\n";
        byte[] signature = Ed25519.sign(signer.privateKey, probe.getBytes(UTF_8));
        if (!publicKey.signed(probe, publicKey.signatureLine(signature).strip())) {
            throw new MalformedLineException("it does not belong to the public key beside it");
        }
        return signer;
    }

    public CheckpointKey publicKey() {
        return publicKey;
    }

    /** The checkpoint and its signature as a C2SP note. */
    public String note(Checkpoint checkpoint) {
        return note(checkpoint.text());
    }

    /** A text and its signature as a note. The text begins with a line that says what it is, and is never that of a checkpoint. */
    public String note(String text) {
        return text + "\n" + publicKey.signatureLine(Ed25519.sign(privateKey, text.getBytes(UTF_8)));
    }
}
