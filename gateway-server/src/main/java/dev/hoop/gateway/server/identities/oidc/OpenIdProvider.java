package dev.hoop.gateway.server.identities.oidc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The endpoints of an OpenID provider, as its discovery document names them. They are asked for once they are needed and kept; all of them
 * must be https, or on loopback. Nothing it answers is believed here: its tokens are verified by whoever takes them. Thread-safe.
 */
public final class OpenIdProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String issuer;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private volatile Optional<JsonNode> discovered = Optional.empty();

    /** @param issuer its name, which is also where it is found */
    public OpenIdProvider(String issuer) {
        this.issuer = issuer;
        checked(issuer);
    }

    public String issuer() {
        return issuer;
    }

    /** One of its endpoints, such as {@code token_endpoint}. */
    public URI endpoint(String name) {
        JsonNode node = metadata().path(name);
        if (!node.isString()) {
            throw failed("it names no " + name);
        }
        return checked(node.asString(""));
    }

    /** Sends a form and answers what it says, an error or not. */
    public Reply post(URI endpoint, Map<String, String> form, Optional<Secret> secret) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(query(form)));
        secret.ifPresent(known -> request.header("Authorization", known.basic()));
        return send(request.build());
    }

    /** Names and values as a query or a form has them. */
    public static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private JsonNode metadata() {
        Optional<JsonNode> known = discovered;
        if (known.isPresent()) {
            return known.get();
        }
        URI place = URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration");
        Reply reply = send(HttpRequest.newBuilder(place)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build());
        if (reply.status() != 200) {
            throw failed("its discovery document answers with status " + reply.status());
        }
        if (!reply.text("issuer").equals(issuer)) {
            throw failed("its discovery document is another provider's");
        }
        discovered = Optional.of(reply.body());
        return reply.body();
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MOST_BYTES + 1);
                if (body.length > MOST_BYTES) {
                    throw failed("its answer is too long");
                }
                return new Reply(response.statusCode(), JSON.readTree(body));
            }
        } catch (IOException e) {
            throw failed("it cannot be reached");
        } catch (JacksonException e) {
            throw failed("its answer is not JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the wait for it was interrupted");
        }
    }

    private URI checked(String url) {
        try {
            URI uri = URI.create(url);
            boolean nearby = "http".equals(uri.getScheme()) && isLoopback(uri.getHost());
            if (nearby || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new GatewayException(
                ErrorCode.CONFIGURATION_INVALID,
                "an identity provider is reached over https, or over http on loopback; correct its issuer or its discovery document");
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private GatewayException failed(String why) {
        return new GatewayException(
                ErrorCode.LOGIN_FAILED, "the identity provider " + issuer + " cannot be used: " + why);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the provider said. */
    public record Reply(int status, JsonNode body) {
        /** A text of it, or an empty one. */
        public String text(String name) {
            return body.path(name).asString("");
        }

        public long number(String name, long otherwise) {
            return body.path(name).asLong(otherwise);
        }

        /** Leaves the tokens out. */
        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    /** How this program proves itself to the provider (RFC 6749, section 2.3.1). */
    public record Secret(String client, String value) {
        String basic() {
            String both = encoded(client) + ":" + encoded(value);
            return "Basic " + java.util.Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Secret[" + client + "]";
        }
    }

    /** The order of fields is kept, so that addresses are alike. */
    static Map<String, String> fields() {
        return new LinkedHashMap<>();
    }
}
