package dev.hoop.gateway.server.identities.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider on loopback that publishes its keys, can change them, and can fail. */
final class Provider implements AutoCloseable {
    static final String ISSUER = "https://idp.example";

    /** Making one takes a second. */
    private static final RSAKey FIRST = newKey("first");

    private final HttpServer server;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile RSAKey key;
    private volatile int status = 200;

    Provider() throws IOException {
        this(FIRST);
    }

    Provider(RSAKey first) throws IOException {
        key = first;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            questions.incrementAndGet();
            byte[] body = new JWKSet(List.of(key)).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    static RSAKey newKey(String name) {
        try {
            return new RSAKeyGenerator(2048).keyID(name).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    RSAKey key() {
        return key;
    }

    void rotate(String name) {
        key = newKey(name);
    }

    void answerWith(int code) {
        status = code;
    }

    int questions() {
        return questions.get();
    }

    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("hoop")
                .subject("sue")
                .jwtID("n-1")
                .claim("groups", List.of("support"))
                .expirationTime(Date.from(now.plusSeconds(3600)));
    }

    String token(JWTClaimsSet.Builder claims) {
        return sign(
                claims,
                key,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build());
    }

    static String sign(JWTClaimsSet.Builder claims, RSAKey key, JWSHeader header) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
