package dev.hoop.gateway.server.doors.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A large value on disk: written once, then read as often as needed. The file is encrypted with a key that is in memory only and made for
 * this file, and it has lost its name before the first byte is written, so a gateway that is killed leaves nothing behind. Written by one
 * thread, then read by any.
 */
final class Spool implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BLOCK = 16;

    private final FileChannel file;
    private final SecretKeySpec key;
    private final Cipher writing;
    private long size;

    private Spool(FileChannel file, SecretKeySpec key) throws IOException {
        this.file = file;
        this.key = key;
        this.writing = cipher(Cipher.ENCRYPT_MODE);
    }

    /** An empty one, among the temporary files of the machine. */
    static Spool create() throws IOException {
        byte[] secret = new byte[BLOCK];
        RANDOM.nextBytes(secret);
        Path path = Files.createTempFile("hoop-", ".part"); // for its owner's eyes only, as the JDK makes them
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // a system that does not let go of a name in use deletes it on closing
        }
        return new Spool(file, new SecretKeySpec(secret, "AES"));
    }

    /** The counter begins at zero: no two files have the same key. */
    private Cipher cipher(int mode) throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, key, new IvParameterSpec(new byte[BLOCK]));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IOException("every Java platform has AES", e);
        }
    }

    void write(byte[] content) throws IOException {
        byte[] secret = writing.update(content);
        if (secret != null) {
            ByteBuffer left = ByteBuffer.wrap(secret);
            while (left.hasRemaining()) {
                size += file.write(left, size);
            }
        }
    }

    /** How many bytes were written. */
    long size() {
        return size;
    }

    /** Reads from the first byte on; several may read at once. */
    InputStream open() throws IOException {
        return new Reading(cipher(Cipher.DECRYPT_MODE));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // its key is forgotten with this object
        }
    }

    private final class Reading extends InputStream {
        private final Cipher cipher;
        private final ByteBuffer secret = ByteBuffer.allocate(64 * 1024);
        private byte[] plain = new byte[0];
        private int at;
        private long position;

        Reading(Cipher cipher) {
            this.cipher = cipher;
        }

        @Override
        public int read() throws IOException {
            return fill() ? plain[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, plain.length - at);
            System.arraycopy(plain, at, into, from, count);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            while (at == plain.length) {
                secret.clear();
                int count = file.read(secret, position);
                if (count < 0) {
                    return false;
                }
                position += count;
                byte[] update = cipher.update(secret.array(), 0, count);
                plain = update == null ? new byte[0] : update;
                at = 0;
            }
            return true;
        }
    }
}
