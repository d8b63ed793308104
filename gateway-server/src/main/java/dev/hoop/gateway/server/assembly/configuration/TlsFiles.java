package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Where the gateway's certificate and key are: two PEM files, or a PKCS #12 key store whose password is kept elsewhere.
 *
 * @param key the PEM file of the key; the same as the certificate's file for a key store
 * @param password where the key store's password is: {@code env:NAME} or {@code file:path}; empty for PEM
 */
public record TlsFiles(Path certificate, Path key, String password) {
    static final List<String> KEYS = List.of("certificate", "key", "keystore", "password");
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    static Optional<TlsFiles> read(Keys tls, Path directory, Mistakes mistakes) {
        if (tls.has("keystore")) {
            String password = tls.required("password", "env:HOOP_KEYSTORE_PASSWORD");
            if (!password.isEmpty() && !password.startsWith("env:") && !password.startsWith("file:")) {
                mistakes.add(
                        tls.mark("password"),
                        "the password of the key store stands in the configuration",
                        "write password: env:NAME or password: file:path");
            }
            Path store = directory.resolve(tls.text("keystore", ""));
            return Optional.of(new TlsFiles(store, store, password));
        }
        String certificate = tls.required("certificate", "server.pem");
        String key = tls.required("key", "server.key");
        return Optional.of(new TlsFiles(directory.resolve(certificate), directory.resolve(key), ""));
    }

    /**
     * Loads certificate and key.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if they cannot be read or do not fit; never with their content
     */
    public SSLContext load() {
        char[] secret = password.isEmpty() ? new char[0] : secret(password).toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            if (password.isEmpty()) {
                store.load(null, null);
                store.setKeyEntry("gateway", privateKey(), secret, certificates());
            } else {
                try (InputStream in = Files.newInputStream(certificate)) {
                    store.load(in, secret);
                }
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, secret);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            return context;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw invalid("they cannot be used (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private Certificate[] certificates() throws IOException, GeneralSecurityException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(certificate))) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw invalid("the certificate's file holds no PEM certificate", null);
            }
            return chain;
        }
    }

    private PrivateKey privateKey() throws IOException, GeneralSecurityException {
        Matcher pem = PEM_KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw invalid(
                    "the key's file holds no unencrypted PKCS #8 key in PEM (BEGIN PRIVATE KEY); openssl pkcs8 -topk8 -nocrypt makes one",
                    null);
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // not a key of this sort; the next one is tried
            }
        }
        throw invalid("the key is neither EC, RSA nor EdDSA", null);
    }

    private String secret(String reference) {
        Map<String, String> environment = System.getenv();
        try {
            String value = reference.startsWith("env:")
                    ? environment.getOrDefault(reference.substring(4), "")
                    : Files.readString(Path.of(reference.substring(5))).stripTrailing();
            if (value.isEmpty()) {
                throw invalid("the password's place " + reference + " is empty", null);
            }
            return value;
        } catch (IOException e) {
            throw invalid("the password's place " + reference + " cannot be read", e);
        }
    }

    private GatewayException invalid(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID,
                "tls with %s and %s: %s".formatted(certificate.getFileName(), key.getFileName(), why),
                cause);
    }
}
