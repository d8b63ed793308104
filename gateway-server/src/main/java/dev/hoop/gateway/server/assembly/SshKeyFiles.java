package dev.hoop.gateway.server.assembly;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The gateway's own keys for SSH, kept in OpenSSH's own format, each with its public half beside it. Each is made when it is first asked for.
 * Thread-safe.
 */
final class SshKeyFiles {
    private static final int ED25519_BITS = 256;

    private final Path directory;

    @GuardedBy("this")
    private final Map<String, KeyPair> known = new HashMap<>();

    private SshKeyFiles(Path directory) {
        this.directory = directory;
    }

    /** The keys in this directory; nothing is read or made yet. */
    static SshKeyFiles in(Path directory) {
        return new SshKeyFiles(directory);
    }

    /** By which clients know the gateway. */
    KeyPair host() {
        return named("host_key");
    }

    /** Certifies the gateway's own host key, for clients that know several gateways by one key. */
    KeyPair hosts() {
        return named("host_ca");
    }

    /** Certifies subjects' keys for this gateway's door, and for nothing else. */
    KeyPair users() {
        return named("user_ca");
    }

    /** Certifies the gateway's sessions towards targets. */
    KeyPair targets() {
        return named("target_ca");
    }

    /**
     * Makes all that a door needs, and the line by which clients know the gateway, in {@code known_hosts}.
     *
     * @param names of the gateway, as clients write them, certified by one key; none where they know it by its own key
     * @throws GatewayException {@code CONFIGURATION_INVALID} if a key can be neither read nor made
     */
    void prepare(List<String> names) {
        users();
        targets();
        PublicKey known = host().getPublic();
        String begin = "* ";
        if (!names.isEmpty()) {
            known = hosts().getPublic();
            begin = "@cert-authority " + String.join(",", names) + " ";
        }
        Path file = directory.resolve("known_hosts");
        try {
            Files.writeString(file, begin + PublicKeyEntry.toString(known) + "\n");
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private synchronized KeyPair named(String name) {
        return known.computeIfAbsent(name, each -> key(directory.resolve(each)));
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
