package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * A person's own key for SSH and the gateway's certificate for it, in the three files that OpenSSH looks for. The private half is made here,
 * leaves this machine never, and is readable by its owner alone from the first moment on.
 */
final class SshKeyPlace {
    private static final int ED25519_BITS = 256;
    private static final String OWNER = "rw-------";

    private final Path file;

    SshKeyPlace(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** The public half, as OpenSSH writes it; the key is made if there is none. */
    String publicKey() {
        Path half = beside(".pub");
        try {
            if (!Files.exists(file)) {
                make(half);
            }
            try (InputStream in = Files.newInputStream(half)) {
                return new String(in.readNBytes(16 * 1024), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the key %s and its public half %s can be neither read nor made; check who may write there, or name another with --ssh-key"
                            .formatted(file, half),
                    e);
        }
    }

    /** Keeps the certificate where {@code ssh} finds it beside the key. */
    Path keep(String certificate) {
        Path kept = beside("-cert.pub");
        try {
            write(kept, certificate + "\n");
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the certificate cannot be kept in %s; check who may write there".formatted(kept),
                    e);
        }
        return kept;
    }

    /** What makes {@code ssh} use it, for its own file of options. */
    String hint() {
        return "Host HOOP-GATEWAY\n  IdentityFile %s\n  CertificateFile %s\n  IdentitiesOnly yes"
                .formatted(file, beside("-cert.pub"));
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private void make(Path half) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
        Files.createDirectories(file.resolveSibling(""));
        Path fresh = Files.createTempFile(file.resolveSibling(""), ".hoop-key", "", owner());
        try (OutputStream out = Files.newOutputStream(fresh)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "hoop login", null, out);
        }
        write(half, PublicKeyEntry.toString(pair.getPublic()) + " hoop login\n");
        Files.move(fresh, file); // never over a key that came in between
    }

    private void write(Path to, String text) throws IOException {
        Path fresh = Files.createTempFile(file.resolveSibling(""), ".hoop-key", "", owner());
        Files.writeString(fresh, text, StandardCharsets.US_ASCII);
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private FileAttribute<?>[] owner() throws IOException {
        boolean posix = Files.getFileStore(file.resolveSibling("")).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER))}
                : new FileAttribute<?>[0];
    }
}
