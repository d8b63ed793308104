package dev.hoop.gateway.server.identities.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.identity.Identities;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Verifies JWTs of the trusted identity providers. Nothing of a token is believed before its signature has been checked with a key of the
 * very provider it names, by an algorithm that provider is allowed. Thread-safe.
 */
public final class JwtIdentities implements Identities {
    static final Duration SKEW = Duration.ofSeconds(60);
    private static final int MOST_KEYS_TRIED = 4;
    /** What other JWTs are for must not pass as a login: logout tokens, proofs of possession, authorisation requests. */
    private static final Set<String> TYPES = Set.of("JWT", "at+jwt", "application/at+jwt");

    private final Map<String, Trusted> trusted;
    private final Clock clock;

    private record Trusted(JwtIssuer issuer, KeyRing keys, ClaimReader reader) {}

    public JwtIdentities(List<JwtIssuer> issuers, Clock clock) {
        Map<String, Trusted> byName = new HashMap<>();
        for (JwtIssuer issuer : issuers) {
            KeyRing keys = new KeyRing(issuer.issuer(), KeySource.of(issuer.keys()), issuer.times(), clock);
            if (byName.put(issuer.issuer(), new Trusted(issuer, keys, new ClaimReader(issuer))) != null) {
                throw new GatewayException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "identity provider '" + issuer.issuer()
                                + "' is configured twice; give it all its audiences in one place");
            }
        }
        this.trusted = Map.copyOf(byName);
        this.clock = clock;
    }

    @Override
    public Identity verify(String token) {
        SignedJWT jwt = parsed(token);
        Trusted provider = provider(jwt);
        checkHeader(jwt.getHeader(), provider.issuer());
        checkSignature(jwt, provider);
        JWTClaimsSet claims = claims(jwt);
        Instant expires = checkTimes(claims);
        checkAudience(claims, provider.issuer());
        return new Identity(
                provider.reader().subject(claims),
                tokenId(provider.issuer(), claims, token),
                java.util.Optional.of(expires));
    }

    /** A provider's token stands until it expires; that it was revoked here is known elsewhere. */
    @Override
    public boolean stands(Identity identity) {
        return true;
    }

    private static SignedJWT parsed(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            throw refused("it is neither a token of this gateway nor a signed JWT");
        }
    }

    private Trusted provider(SignedJWT jwt) {
        String issuer = claims(jwt).getIssuer();
        Trusted provider = issuer == null ? null : trusted.get(issuer);
        if (provider == null) {
            throw refused("its issuer is none of the identity providers this gateway trusts");
        }
        return provider;
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims == null) {
                throw refused("it holds no claims");
            }
            return claims;
        } catch (ParseException e) {
            throw refused("its claims are malformed");
        }
    }

    private static void checkHeader(JWSHeader header, JwtIssuer issuer) {
        if (!issuer.algorithms().contains(header.getAlgorithm().getName())) {
            throw refused("its signature algorithm is not one that is accepted from this identity provider");
        }
        if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
            throw refused("its header has critical parameters, and none is understood");
        }
        if (!header.isBase64URLEncodePayload()) {
            throw refused("its payload is not encoded");
        }
        JOSEObjectType type = header.getType();
        if (type != null && TYPES.stream().noneMatch(type.getType()::equalsIgnoreCase)) {
            throw refused("it is a JWT made for something else than access");
        }
    }

    private static void checkSignature(SignedJWT jwt, Trusted provider) {
        List<JWK> keys = provider.keys().matching(key -> Signatures.fits(key, jwt.getHeader()));
        for (JWK key : keys.subList(0, Math.min(keys.size(), MOST_KEYS_TRIED))) {
            try {
                if (Signatures.verify(jwt, key)) {
                    return;
                }
            } catch (JOSEException e) {
                // a key that cannot be used is a key that has not signed
            }
        }
        throw refused("its signature does not match a key of its identity provider");
    }

    private Instant checkTimes(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date end = claims.getExpirationTime();
        if (end == null) {
            throw refused("it has no expiry");
        }
        Instant expires = end.toInstant().plus(SKEW);
        if (!now.isBefore(expires)) {
            throw new GatewayException(
                    ErrorCode.TOKEN_EXPIRED, "the token has expired; get a new one from your identity provider");
        }
        Date begin = claims.getNotBeforeTime();
        if (begin != null && now.plus(SKEW).isBefore(begin.toInstant())) {
            throw refused("it is not valid yet; check the clocks");
        }
        return expires;
    }

    private static void checkAudience(JWTClaimsSet claims, JwtIssuer issuer) {
        if (Collections.disjoint(claims.getAudience(), issuer.audiences())) {
            throw refused("it was made for another audience; ask your identity provider for one of "
                    + String.join(", ", new java.util.TreeSet<>(issuer.audiences())));
        }
    }

    /** By the provider's own number where there is one: that is what its people know, and can ask to have revoked. */
    private static String tokenId(JwtIssuer issuer, JWTClaimsSet claims, String token) {
        String number = claims.getJWTID();
        String name = number == null || number.isBlank() || number.length() > 128 ? fingerprint(token) : number;
        return "jwt:" + fingerprint(issuer.issuer()).substring(0, 8) + ":" + name;
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static GatewayException refused(String why) {
        return new GatewayException(ErrorCode.LOGIN_FAILED, "the token is refused: " + why);
    }
}
