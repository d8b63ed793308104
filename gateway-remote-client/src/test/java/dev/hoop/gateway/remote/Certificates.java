package dev.hoop.gateway.remote;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate made by the JDK's keytool, in the forms that tests need. */
final class Certificates {
    static final String PASSWORD = "changeit";

    private final Path keyStore;
    private final KeyStore store;

    /** Makes a certificate for the names, such as {@code dns:localhost}; days may be negative to have it expired. */
    Certificates(Path folder, String names, int fromDays, int days) throws IOException, GeneralSecurityException {
        keyStore = Files.createTempFile(folder, "gateway", ".p12");
        Files.delete(keyStore);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1"));
        command.addAll(List.of("-dname", "CN=gateway", "-ext", "san=" + names));
        command.addAll(List.of("-startdate", fromDays + "d", "-validity", Integer.toString(days)));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD));
        run(command);
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(keyStore.toFile())) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    static Certificates forLocalhost(Path folder) throws IOException, GeneralSecurityException {
        return new Certificates(folder, "dns:localhost", -1, 30);
    }

    Path keyStore() {
        return keyStore;
    }

    Path pem() throws IOException, GeneralSecurityException {
        byte[] der = store.getCertificate("gateway").getEncoded();
        String text = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(Path.of(keyStore + ".pem"), text);
    }

    String sha256() throws GeneralSecurityException {
        byte[] der = store.getCertificate("gateway").getEncoded();
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }

    /** What a server with this certificate needs. */
    SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + printed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
