package dev.hoop.gateway.server.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.SignOn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider that proves people as SAML's browser profile does: the request goes in the address, and what comes back is a signed assertion in a
 * form that a page of the provider sends. It signs JSON in place of XML. Both ends are here, the gateway's being the {@link SignOn}.
 */
final class AssertionProvider implements SignOn, AutoCloseable {
    static final String AUDIENCE = "hoop";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KeyPair keys;
    private final HttpServer server;

    AssertionProvider() throws IOException, GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/login", this::login);
        server.start();
    }

    /** Another site than the gateway's: the same machine under another name. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the provider says of somebody, for one request. */
    static Map<String, Object> claims(String request, String subject, String group) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("id", UUID.randomUUID().toString());
        claims.put("audience", AUDIENCE);
        claims.put("inResponseTo", request);
        claims.put("until", Instant.now().plusSeconds(600).toString());
        claims.put("subject", subject);
        claims.put("groups", List.of(group));
        return claims;
    }

    String signed(Map<String, Object> claims) {
        byte[] body = JSON.writeValueAsBytes(claims);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(body) + "." + base64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets dana in, by a form that the person sends. */
    private void login(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        byte[] page = """
                <!DOCTYPE html><html lang="en"><head><title>The company</title></head><body>
                <form method="post" action="%s">
                <input type="hidden" name="RelayState" value="%s">
                <input type="hidden" name="Assertion" value="%s">
                <button>Sign in as dana</button></form></body></html>
                """.formatted(
                        query.getOrDefault("back", ""),
                        query.getOrDefault("RelayState", ""),
                        signed(claims(query.getOrDefault("request", ""), "dana", "dba")))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    static Map<String, String> query(String text) {
        return Arrays.stream(text.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    @Override
    public String name() {
        return "the company";
    }

    @Override
    public Way way() {
        return Way.FORM;
    }

    @Override
    public String stateField() {
        return "RelayState";
    }

    @Override
    public URI departure(Attempt attempt) {
        return URI.create("%s/login?request=%s&RelayState=%s&back=%s"
                .formatted(
                        origin(),
                        attempt.nonce(),
                        attempt.state(),
                        URLEncoder.encode(attempt.back().toString(), StandardCharsets.UTF_8)));
    }

    @Override
    public Identities.Identity arrival(Map<String, String> answer, Attempt attempt) {
        JsonNode claims = verified(answer.getOrDefault("Assertion", ""));
        Instant until = Instant.parse(claims.path("until").asString(""));
        if (!claims.path("audience").asString("").equals(AUDIENCE)
                || !claims.path("inResponseTo").asString("").equals(attempt.nonce())) {
            throw refused();
        }
        if (!Instant.now().isBefore(until)) {
            throw new GatewayException(ErrorCode.TOKEN_EXPIRED, "the assertion has expired; begin again");
        }
        Set<String> groups = claims.path("groups")
                .valueStream()
                .map(each -> each.asString(""))
                .collect(Collectors.toSet());
        Subject subject =
                new Subject(new SubjectName(claims.path("subject").asString("")), Subject.Kind.PERSON, groups);
        return new Identities.Identity(subject, PROOF + claims.path("id").asString(""), Optional.of(until));
    }

    private JsonNode verified(String assertion) {
        try {
            String[] parts = assertion.split("\\.", -1);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(keys.getPublic());
            byte[] body = Base64.getDecoder().decode(parts[0]);
            signature.update(body);
            if (parts.length != 2 || !signature.verify(Base64.getDecoder().decode(parts[1]))) {
                throw refused();
            }
            return JSON.readTree(body);
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            throw refused();
        }
    }

    private static GatewayException refused() {
        return new GatewayException(ErrorCode.LOGIN_FAILED, "the assertion proves nobody here; begin again");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
