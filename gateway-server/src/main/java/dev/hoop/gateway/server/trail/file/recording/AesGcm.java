package dev.hoop.gateway.server.trail.file.recording;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with one key. Not thread-safe. */
final class AesGcm {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private final SecretKeySpec key;
    private final Cipher cipher;

    AesGcm(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    byte[] seal(byte[] nonce, byte[] associated, byte[] plain) {
        try {
            return run(Cipher.ENCRYPT_MODE, nonce, associated, plain);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** As the other, into an array that has room for the plain bytes and {@link #TAG_BYTES}. */
    void seal(byte[] nonce, byte[] associated, byte[] plain, byte[] into, int at) {
        try {
            start(Cipher.ENCRYPT_MODE, nonce, associated);
            cipher.doFinal(plain, 0, plain.length, into, at);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The plain bytes. @throws AEADBadTagException if anything is not what was sealed */
    byte[] open(byte[] nonce, byte[] associated, byte[] sealed) throws AEADBadTagException {
        try {
            return run(Cipher.DECRYPT_MODE, nonce, associated, sealed);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] associated, byte[] bytes) throws GeneralSecurityException {
        start(mode, nonce, associated);
        return cipher.doFinal(bytes);
    }

    private void start(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(associated);
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
}
