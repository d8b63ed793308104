package dev.hoop.gateway.server.identities.jwt;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Fetches a key set's text from a file or a URL, within bounds of size and time. */
interface KeySource {
    int MOST_BYTES = 1024 * 1024;

    String fetch() throws IOException;

    /**
     * Finds out which of the two it is.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} for a URL that anybody on the way could answer
     */
    static KeySource of(String where) {
        if (where.startsWith("https://") || where.startsWith("http://")) {
            URI uri = uri(where);
            if (where.startsWith("http://") && !isLoopback(uri.getHost())) {
                throw new GatewayException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "keys of an identity provider come over https only, or over http from loopback; use https for host "
                                + uri.getHost());
            }
            return () -> download(uri.toURL());
        }
        Path file = Path.of(where);
        return () -> read(file);
    }

    private static URI uri(String where) {
        try {
            return URI.create(where);
        } catch (IllegalArgumentException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the URL of an identity provider's keys is malformed; correct it",
                    e);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return text(in, Long.MAX_VALUE);
        }
    }

    /** By the plain old client: it needs no thread of its own, and redirects are refused, since they could lead off https. */
    private static String download(URL url) throws IOException {
        Duration patience = Duration.ofSeconds(3);
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("it answered with status " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                return text(in, System.nanoTime() + patience.toNanos());
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String text(InputStream in, long endNanos) throws IOException {
        java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
        byte[] part = new byte[8192];
        int count;
        while ((count = in.read(part)) >= 0) {
            whole.write(part, 0, count);
            if (whole.size() > MOST_BYTES) {
                throw new IOException("it is larger than " + MOST_BYTES + " bytes");
            }
            if (endNanos != Long.MAX_VALUE && System.nanoTime() > endNanos) {
                throw new IOException("it came too slowly");
            }
        }
        return whole.toString(StandardCharsets.UTF_8);
    }
}
