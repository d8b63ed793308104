package dev.hoop.gateway.server.secrets.masks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.masking.MaskKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of keyed hashes, derived from one secret in a file: HMAC-SHA-256 of the domain's name. Gateways that shall hash alike have the
 * same file; another secret gives other hashes everywhere. Thread-safe.
 */
public final class MaskKeyFile implements MaskKeys {
    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final SecretKeySpec secret;

    private MaskKeyFile(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * The keys from a file, which is made, for its owner alone, if there is none.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if it cannot be made or read, others may read it, or it holds something else
     */
    public static MaskKeyFile open(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return read(file);
        } catch (IOException e) {
            throw invalid(file, "cannot be made or read; check its path and who may read it", e);
        }
    }

    private static void make(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        // whole before it has its name: neither a crash nor a gateway that starts at the same time finds half a key
        Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
        FileAttribute<?>[] owner = isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
        try {
            Files.createFile(written, owner);
            Files.writeString(written, HexFormat.of().formatHex(fresh) + "\n", US_ASCII, StandardOpenOption.SYNC);
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            // another gateway was first: its key counts
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static MaskKeyFile read(Path file) throws IOException {
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw invalid(file, "may be read by others than its owner; chmod 600 it", null);
        }
        try {
            byte[] secret =
                    HexFormat.of().parseHex(Files.readString(file, US_ASCII).strip());
            if (secret.length == KEY_BYTES) {
                return new MaskKeyFile(secret);
            }
        } catch (IllegalArgumentException e) {
            // told below, without the content
        }
        throw invalid(file, "does not hold 64 hexadecimal digits and nothing else", null);
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static GatewayException invalid(
            Path file, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "the key of keyed hashes in %s %s".formatted(file, problem), cause);
    }

    @Override
    public Optional<byte[]> key(String domain) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return Optional.of(mac.doFinal(("hoop-mask-key/1\n" + domain).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
