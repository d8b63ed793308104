package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The gateway's own keys for SSH, made at the first start and kept in OpenSSH's own format, each with its public half beside it.
 *
 * @param host by which clients know the gateway
 * @param users certifies subjects' keys for this gateway's door, and for nothing else
 * @param targets certifies the gateway's sessions towards targets
 */
record SshKeyFiles(KeyPair host, KeyPair users, KeyPair targets) {
    private static final int ED25519_BITS = 256;

    /** @throws GatewayException {@code CONFIGURATION_INVALID} if a key can be neither read nor made */
    static SshKeyFiles in(Path directory) {
        return new SshKeyFiles(
                key(directory.resolve("host_key")),
                key(directory.resolve("user_ca")),
                key(directory.resolve("target_ca")));
    }

    private static KeyPair key(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            try (InputStream in = Files.newInputStream(file)) {
                for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(
                        null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY)) {
                    return pair;
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, e);
        }
        throw unusable(file, null);
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is in no directory");
        }
        Files.createDirectories(directory, owner(directory.getParent(), "rwx------"));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, owner(directory, "rw-------"));
        String name = "hoop " + file.getFileName();
        try (OutputStream out = Files.newOutputStream(fresh)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, name, null, out);
        }
        try (OutputStream out = Files.newOutputStream(file.resolveSibling(file.getFileName() + ".pub"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair, name, out);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] owner(@org.jspecify.annotations.Nullable Path near, String permissions) {
        boolean posix = near != null
                && near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static GatewayException unusable(Path file, @org.jspecify.annotations.Nullable Exception cause) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID,
                "the SSH key " + file + " can be neither read nor made; check who may read and write there",
                cause);
    }

    /** Leaves the keys out. */
    @Override
    public String toString() {
        return "SshKeyFiles[…]";
    }
}
