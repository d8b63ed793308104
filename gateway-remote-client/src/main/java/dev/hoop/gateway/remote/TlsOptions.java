package dev.hoop.gateway.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.remote.failure.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the way to the gateway is protected. TLS 1.3 always, unless {@link #plain()} was asked for, and that works to loopback addresses
 * only. Except for a pinned certificate, the certificate must be valid for the host name of the address.
 *
 * <p>Trust material is read at the first connection and kept; new material needs new options. Thread-safe.
 */
public final class TlsOptions {
    /** Where the certificates come from that are trusted. */
    enum Source {
        JVM,
        TRUST_STORE,
        CA_FILE,
        PINNED,
        PLAIN
    }

    /** Makes the context of one kind of trust. */
    private interface Factory {
        SSLContext context() throws IOException, GeneralSecurityException;
    }

    private final Source source;
    private final String description;
    private final Factory factory;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable SSLContext context;

    private TlsOptions(Source source, String description, Factory factory) {
        this.source = source;
        this.description = description;
        this.factory = factory;
    }

    /** Trusts what the JVM trusts, including its {@code javax.net.ssl} system properties. */
    public static TlsOptions jvmTrust() {
        return new TlsOptions(Source.JVM, "the JVM's trust store", SSLContext::getDefault);
    }

    /** Trusts the certificates of a JKS or PKCS #12 store. The password may be empty. */
    public static TlsOptions trustStore(Path file, String password) {
        return new TlsOptions(
                Source.TRUST_STORE, "trust store " + file, () -> Trust.ofAnchors(Trust.store(file, password)));
    }

    /** Trusts the certificates of a PEM file, and no others. */
    public static TlsOptions caFile(Path file) {
        return new TlsOptions(Source.CA_FILE, "CA file " + file, () -> Trust.ofAnchors(Trust.pem(file)));
    }

    /**
     * Trusts one certificate by the SHA-256 of its DER form, in hexadecimal with or without colons. It must be in its period of validity;
     * its names and issuer are not looked at, because the digest says more than both.
     */
    public static TlsOptions pinned(String sha256) {
        String digits = sha256.replace(":", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{64}")) {
            throw new InvalidOptionException(
                    "the pinned certificate digest is not 64 hexadecimal digits; take the SHA-256 fingerprint of the certificate",
                    null);
        }
        byte[] digest = HexFormat.of().parseHex(digits);
        return new TlsOptions(Source.PINNED, "the pinned certificate", () -> Trust.context(new PinnedTrust(digest)));
    }

    /** No TLS: for a gateway on the same machine. Any address that is not a loopback address is refused. */
    public static TlsOptions plain() {
        return new TlsOptions(Source.PLAIN, "no TLS", () -> {
            throw new IllegalStateException("plain has no TLS context");
        });
    }

    boolean isPlain() {
        return source == Source.PLAIN;
    }

    /** Whether the host name must be in the certificate. */
    boolean checksHostName() {
        return source != Source.PINNED;
    }

    SSLContext context() {
        synchronized (lock) {
            if (context == null) {
                context = make();
            }
            return context;
        }
    }

    private SSLContext make() {
        try {
            return factory.context();
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidOptionException(
                    description + " cannot be used (" + e.getMessage()
                            + "); check the file, its format and its password",
                    e);
        }
    }

    /** What is trusted, for messages. */
    @Override
    public String toString() {
        return description;
    }
}
