package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.AEADBadTagException;

/** Wraps the keys of sessions. Without it no recording can be read; without a session's wrapped key that one cannot. Thread-safe. */
public final class MasterKey {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    @GuardedBy("this")
    private final AesGcm cipher;

    private final SecureRandom random = new SecureRandom();

    private MasterKey(byte[] key) {
        this.cipher = new AesGcm(key);
    }

    /**
     * The key in a file.
     *
     * @throws AuditUnavailableException if the file cannot be read or holds something else
     */
    public static MasterKey read(Path file) {
        try {
            byte[] key =
                    HexFormat.of().parseHex(Files.readString(file, US_ASCII).strip());
            if (key.length != AesGcm.KEY_BYTES) {
                throw new IllegalArgumentException("it has the wrong length");
            }
            return new MasterKey(key);
        } catch (IOException | IllegalArgumentException e) {
            throw new AuditUnavailableException(
                    "the key of the recordings cannot be read from %s; it is a file of 64 hexadecimal digits"
                            .formatted(file),
                    e);
        }
    }

    /** The key in a file, made if there is none. */
    static MasterKey open(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (Files.notExists(file) && directory != null) {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            Files.createDirectories(directory);
            byte[] key = new byte[AesGcm.KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.createFile(file, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
            Files.writeString(file, HexFormat.of().formatHex(key) + "\n", US_ASCII, StandardOpenOption.SYNC);
        }
        return read(file);
    }

    byte[] newKey() {
        byte[] fresh = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(fresh);
        return fresh;
    }

    /** Nonce and sealed key in one. */
    byte[] wrap(byte[] sessionKey, String session) {
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed;
        synchronized (this) {
            sealed = cipher.seal(nonce, associated(session), sessionKey);
        }
        byte[] wrapped = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, wrapped, nonce.length, sealed.length);
        return wrapped;
    }

    byte[] unwrap(byte[] wrapped, String session) throws AEADBadTagException {
        if (wrapped.length < AesGcm.NONCE_BYTES) {
            throw new AEADBadTagException("the wrapped key is too short");
        }
        byte[] nonce = Arrays.copyOf(wrapped, AesGcm.NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(wrapped, AesGcm.NONCE_BYTES, wrapped.length);
        synchronized (this) {
            return cipher.open(nonce, associated(session), sealed);
        }
    }

    private static byte[] associated(String session) {
        return ("hoop-recording-key/1\n" + session).getBytes(UTF_8);
    }
}
