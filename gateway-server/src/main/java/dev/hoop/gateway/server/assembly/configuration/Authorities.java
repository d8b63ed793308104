package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of a file, as those that a client trusts and no others. */
public final class Authorities {
    private Authorities() {}

    /**
     * A context of TLS that trusts them.
     *
     * @param file certificates in PEM
     * @throws IOException if it cannot be read
     * @throws GatewayException {@code CONFIGURATION_INVALID} if it holds something else
     */
    public static SSLContext trusting(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw none(file, e);
        }
    }

    /** What is wrong with such a file. */
    public static GatewayException none(Path file, Exception why) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "the file " + file + " holds no certificates to trust", why);
    }
}
