package dev.hoop.gateway.server.identities.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.identities.MovingClock;
import dev.hoop.gateway.server.ports.identity.Identities.Identity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JwtIdentitiesIT {
    private final MovingClock clock = new MovingClock();
    private Provider provider;
    private JwtIdentities identities;

    @BeforeEach
    void trustTheProvider() throws Exception {
        provider = new Provider();
        identities = new JwtIdentities(List.of(issuer(provider.url())), clock);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private static JwtIssuer issuer(String keys) {
        return new JwtIssuer(
                Provider.ISSUER,
                Set.of("hoop"),
                keys,
                JwtIssuer.DEFAULT_ALGORITHMS,
                "sub",
                "groups",
                Map.of(),
                "",
                Subject.Kind.PERSON,
                JwtIssuer.KeyTimes.DEFAULT);
    }

    private JWTClaimsSet.Builder claims() {
        return Provider.claims(clock.instant());
    }

    private static void refused(ThrowingCallable login, ErrorCode code, String why) {
        assertThatThrownBy(login)
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }

    @Test
    void signedTokenOfTheProviderNamesSubjectGroupsAndExpiry() {
        Identity identity = identities.verify(provider.token(claims()));

        assertThat(identity.subject().name().value()).isEqualTo("sue");
        assertThat(identity.subject().groups()).containsExactly("support");
        assertThat(identity.expiresAt()).contains(clock.instant().plusSeconds(3660));
        assertThat(identity.tokenId()).startsWith("jwt:").endsWith(":n-1");
    }

    @Test
    void tokenForAnotherAudienceIsRefused() {
        String token = provider.token(claims().audience("payroll"));

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "made for another audience");
    }

    @Test
    void tokenWithoutAudienceIsRefused() {
        String token = provider.token(claims().audience((String) null));

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "made for another audience");
    }

    @Test
    void tokenOfAnUnknownIssuerIsRefused() {
        String token = provider.token(claims().issuer("https://idp.example/"));

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "none of the identity providers");
    }

    @Test
    void ofSeveralIssuersEachSignsForItselfAlone() throws Exception {
        try (Provider other = new Provider(Provider.newKey("first"))) {
            JwtIssuer second = new JwtIssuer(
                    "https://other.example",
                    Set.of("hoop"),
                    other.url(),
                    JwtIssuer.DEFAULT_ALGORITHMS,
                    "sub",
                    "groups",
                    Map.of(),
                    "other:",
                    Subject.Kind.SERVICE,
                    JwtIssuer.KeyTimes.DEFAULT);
            JwtIdentities both = new JwtIdentities(List.of(issuer(provider.url()), second), clock);
            JWTClaimsSet.Builder ofSecond = claims().issuer("https://other.example");

            assertThat(both.verify(provider.token(claims())).subject().name().value())
                    .isEqualTo("sue");
            assertThat(both.verify(other.token(ofSecond)).subject().name().value())
                    .isEqualTo("other:sue");
            assertThatThrownBy(() -> both.verify(provider.token(ofSecond))).isInstanceOf(GatewayException.class);
            assertThatThrownBy(() -> both.verify(other.token(claims()))).isInstanceOf(GatewayException.class);
        }
    }

    @Test
    void expiredTokenIsRefusedOnceTheSkewIsOver() {
        String token = provider.token(claims());
        clock.move(Duration.ofSeconds(3659));
        identities.verify(token);

        clock.move(Duration.ofSeconds(1));

        refused(() -> identities.verify(token), ErrorCode.TOKEN_EXPIRED, "has expired");
    }

    @Test
    void tokenWithoutExpiryIsRefused() {
        String token = provider.token(claims().expirationTime(null));

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "no expiry");
    }

    @Test
    void tokenOfTheFutureIsRefused() {
        String token =
                provider.token(claims().notBeforeTime(Date.from(clock.instant().plusSeconds(120))));

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "not valid yet");
    }

    @Test
    void signatureOfAnotherKeyUnderTheSameNameIsRefused() {
        RSAKey forged = Provider.newKey("first");
        String token = Provider.sign(
                claims(),
                forged,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").build());

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "does not match");
    }

    @Test
    void keyThatTheTokenBringsAlongIsNotBelieved() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).keyID("own").generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("own")
                .jwk(own.toPublicJWK())
                .build();
        String token = Provider.sign(claims(), own, header);

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "does not match");
    }

    @Test
    void placeThatTheTokenNamesForItsKeyIsNotVisitedAndAStrangeKeyNameOpensNothing() throws Exception {
        try (Provider evil = new Provider(Provider.newKey("first"))) {
            URI place = URI.create(evil.url());
            for (JWSHeader header : List.of(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("k")
                            .jwkURL(place)
                            .build(),
                    new JWSHeader.Builder(JWSAlgorithm.RS256).x509CertURL(place).build(),
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(evil.url()).build(),
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("../../../../dev/null")
                            .build(),
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("' or '1'='1")
                            .build(),
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("k".repeat(100_000))
                            .build(),
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(provider.key().getKeyID())
                            .x509CertChain(List.of(new com.nimbusds.jose.util.Base64("AAAA")))
                            .build())) {
                String token = Provider.sign(claims(), evil.key(), header);

                refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "the token is refused");
            }
            assertThat(evil.questions()).isZero();
        }
    }

    @Test
    void unsignedTokenIsRefused() {
        String token = new PlainJWT(claims().build()).serialize();

        refused(
                () -> identities.verify(token),
                ErrorCode.LOGIN_FAILED,
                "neither a token of this gateway nor a signed JWT");
    }

    @Test
    void publicKeyUsedAsSharedSecretIsRefused() throws Exception {
        byte[] secret = provider.key().toRSAPublicKey().getEncoded();
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                new Payload(claims().build().toString()));
        token.sign(new MACSigner(secret));
        String text = token.serialize();

        refused(() -> identities.verify(text), ErrorCode.LOGIN_FAILED, "algorithm");
    }

    @Test
    void algorithmThatIsNotOnTheListIsRefused() {
        String token = Provider.sign(
                claims(),
                provider.key(),
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("first").build());

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "algorithm");
    }

    @Test
    void logoutTokenIsNoLogin() {
        String token = Provider.sign(
                claims(),
                provider.key(),
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("first")
                        .type(new JOSEObjectType("logout+jwt"))
                        .build());

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "something else than access");
    }

    @Test
    void criticalHeaderParameterIsRefused() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("first")
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build();
        String token = Provider.sign(claims(), provider.key(), header);

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "critical");
    }

    @Test
    void changedClaimsAreRefused() {
        String[] parts = provider.token(claims()).split("\\.", -1);
        String other = parts[0] + "."
                + Base64URL.encode(claims().subject("root").build().toString()) + "." + parts[2];

        refused(() -> identities.verify(other), ErrorCode.LOGIN_FAILED, "does not match");
    }

    @Test
    void refusalNeverHoldsTheToken() {
        String token = provider.token(claims().audience("payroll"));

        assertThatThrownBy(() -> identities.verify(token))
                .hasMessageNotContaining(token.substring(0, 30))
                .hasMessageNotContaining("sue");
    }

    @Test
    void newKeyIsFetchedWhenATokenNamesIt() {
        identities.verify(provider.token(claims()));
        provider.rotate("second");
        clock.move(Duration.ofSeconds(11));

        Identity identity = identities.verify(provider.token(claims()));

        assertThat(identity.subject().name().value()).isEqualTo("sue");
        assertThat(provider.questions()).isEqualTo(2);
    }

    @Test
    void madeUpKeyNamesDoNotReachTheProviderMoreOftenThanAllowed() {
        identities.verify(provider.token(claims()));
        String token = Provider.sign(
                claims(),
                provider.key(),
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("none").build());

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> identities.verify(token)).isInstanceOf(GatewayException.class);
        }

        assertThat(provider.questions()).isEqualTo(1);
    }

    @Test
    void keysOutliveAnOutageOfTheProviderForABoundedTime() {
        identities.verify(provider.token(claims()));
        provider.answerWith(500);

        clock.move(Duration.ofHours(23));
        identities.verify(provider.token(claims()));

        clock.move(Duration.ofHours(1));
        String token = provider.token(claims());
        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "keys of identity provider");
    }

    @Test
    void withdrawnKeyIsNotUsedOnceTheKeysWereReadAgain() {
        String signedWithFirst =
                provider.token(claims().expirationTime(Date.from(clock.instant().plusSeconds(36_000))));
        identities.verify(signedWithFirst);
        provider.rotate("second");
        clock.move(Duration.ofMinutes(6));

        refused(() -> identities.verify(signedWithFirst), ErrorCode.LOGIN_FAILED, "does not match");
    }

    @Test
    void keysMayComeFromAFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.json");
        Files.writeString(file, new JWKSet(provider.key()).toPublicJWKSet().toString(), StandardCharsets.UTF_8);
        JwtIdentities fromFile = new JwtIdentities(List.of(issuer(file.toString())), clock);

        assertThat(fromFile.verify(provider.token(claims())).subject().name().value())
                .isEqualTo("sue");
    }

    @Test
    void edwardsCurveSignatureIsVerifiedWithoutFurtherLibraries(@TempDir Path directory) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path file = directory.resolve("keys.json");
        Files.writeString(
                file,
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"x\":\"%s\"}]}"
                        .formatted(Base64URL.encode(encoded((EdECPublicKey) pair.getPublic()))));
        JwtIdentities fromFile = new JwtIdentities(List.of(issuer(file.toString())), clock);
        String signed = Base64URL.encode("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}") + "."
                + Base64URL.encode(claims().build().toString());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        String token = signed + "." + Base64URL.encode(signature.sign());

        assertThat(fromFile.verify(token).subject().name().value()).isEqualTo("sue");
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";
        refused(() -> fromFile.verify(forged), ErrorCode.LOGIN_FAILED, "does not match");
    }

    private static byte[] encoded(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        byte[] bytes = new byte[32];
        for (int i = 0; i < Math.min(32, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        bytes[31] |= (byte) (key.getPoint().isXOdd() ? 0x80 : 0);
        return bytes;
    }

    @Test
    void keysOverUnprotectedHttpAreRefusedAtConfiguration() {
        refused(
                () -> new JwtIdentities(List.of(issuer("http://192.0.2.7/keys")), clock),
                ErrorCode.CONFIGURATION_INVALID,
                "https only");
    }

    @Test
    void symmetricAlgorithmsCannotBeConfigured() {
        refused(
                () -> new JwtIssuer(
                        Provider.ISSUER,
                        Set.of("hoop"),
                        "keys.json",
                        Set.of("HS256"),
                        "sub",
                        "groups",
                        Map.of(),
                        "",
                        Subject.Kind.PERSON,
                        JwtIssuer.KeyTimes.DEFAULT),
                ErrorCode.CONFIGURATION_INVALID,
                "algorithms");
    }

    @Test
    void groupsAreFoundInsideObjectsAndMappedAndOthersDropped() {
        JwtIssuer mapped = new JwtIssuer(
                Provider.ISSUER,
                Set.of("hoop"),
                provider.url(),
                JwtIssuer.DEFAULT_ALGORITHMS,
                "email",
                "realm_access.roles",
                Map.of("db-admins", "dba"),
                "idp:",
                Subject.Kind.SERVICE,
                JwtIssuer.KeyTimes.DEFAULT);
        JwtIdentities mapping = new JwtIdentities(List.of(mapped), clock);

        Subject subject = mapping.verify(provider.token(claims().claim("email", "sue@example.org")
                        .claim("realm_access", Map.of("roles", List.of("db-admins", "everyone")))))
                .subject();

        assertThat(subject.name().value()).isEqualTo("idp:sue@example.org");
        assertThat(subject.groups()).containsExactly("dba");
        assertThat(subject.kind()).isEqualTo(Subject.Kind.SERVICE);
    }

    @Test
    void accountsOfOnePersonAreKnownByTheClaimThatNamesThePerson() {
        JwtIdentities byEmail = identities(new JwtIssuer.Accounts("email", List.of()));

        Subject sue = byEmail.verify(provider.token(claims().claim("email", "Sue@Example.org")))
                .subject();
        Subject admin = byEmail.verify(
                        provider.token(claims().subject("sue-admin").claim("email", "sue@example.org")))
                .subject();

        assertThat(admin.isSamePersonAs(sue.people())).isTrue();
        refused(() -> byEmail.verify(provider.token(claims())), ErrorCode.LOGIN_FAILED, "'email'");
    }

    @Test
    void whoActsForAnotherStandsBehindTheAccount() {
        Subject acting = identities
                .verify(provider.token(claims().claim("act", Map.of("sub", "bot", "act", Map.of("sub", "olga")))))
                .subject();

        assertThat(acting.name().value()).isEqualTo("sue");
        assertThat(acting.people()).containsExactlyInAnyOrder("sue", "bot", "olga");
        refused(() -> identities.verify(provider.token(claims().claim("act", "bot"))), ErrorCode.LOGIN_FAILED, "'act'");
    }

    @Test
    void jobIsNamedByTheFirstWorkloadItsClaimsFitAndOthersAreRefused() {
        JwtIdentities jobs = identities(new JwtIssuer.Accounts(
                "",
                List.of(
                        new Workload(
                                "deploy-bot",
                                Map.of("repository", "acme/shop", "ref", "refs/heads/release-*"),
                                Set.of("ci")),
                        new Workload("reader-bot", Map.of("repository", "acme/*"), Set.of()))));

        Subject deploy = jobs.verify(
                        provider.token(claims().claim("repository", "acme/shop").claim("ref", "refs/heads/release-7")))
                .subject();
        Subject reader = jobs.verify(
                        provider.token(claims().claim("repository", "acme/shop").claim("ref", "refs/heads/mine")))
                .subject();

        assertThat(deploy.name().value()).isEqualTo("deploy-bot");
        assertThat(deploy.groups()).containsExactlyInAnyOrder("support", "ci");
        assertThat(reader.name().value()).isEqualTo("reader-bot");
        for (Object other : List.of("evil/acme/shop", "acme", List.of("acme/shop"), Map.of("acme/shop", 1))) {
            refused(
                    () -> jobs.verify(provider.token(claims().claim("repository", other))),
                    ErrorCode.LOGIN_FAILED,
                    "none of the workloads");
        }
        refused(() -> jobs.verify(provider.token(claims())), ErrorCode.LOGIN_FAILED, "none of the workloads");
    }

    @Test
    void podIsNamedByClaimsWhoseNamesHoldDots() {
        JwtIdentities pods = identities(new JwtIssuer.Accounts(
                "",
                List.of(new Workload(
                        "shop-backend",
                        Map.of("kubernetes.io.namespace", "shop", "kubernetes.io.serviceaccount.name", "backend"),
                        Set.of("apps")))));
        Map<String, Object> pod = Map.of("namespace", "shop", "serviceaccount", Map.of("name", "backend"));

        assertThat(pods.verify(provider.token(claims().claim("kubernetes.io", pod)))
                        .subject()
                        .name()
                        .value())
                .isEqualTo("shop-backend");
    }

    @Test
    void workloadThatAnyTokenWouldFitCannotBeConfigured() {
        refused(() -> new Workload("bot", Map.of(), Set.of()), ErrorCode.CONFIGURATION_INVALID, "claims");
        refused(() -> new Workload("bot", Map.of("sub", "**"), Set.of()), ErrorCode.CONFIGURATION_INVALID, "any value");
    }

    private JwtIdentities identities(JwtIssuer.Accounts accounts) {
        JwtIssuer plain = issuer(provider.url());
        return new JwtIdentities(
                List.of(new JwtIssuer(
                        plain.issuer(),
                        plain.audiences(),
                        plain.keys(),
                        plain.algorithms(),
                        plain.subjectClaim(),
                        plain.groupsClaim(),
                        plain.groups(),
                        plain.subjectPrefix(),
                        plain.kind(),
                        plain.times(),
                        accounts)),
                clock);
    }

    @Test
    void groupsOfAnotherShapeAreAnErrorAndNotNoGroups() {
        String token = provider.token(claims().claim("groups", "support admin"));

        refused(() -> identities.verify(token), ErrorCode.LOGIN_FAILED, "is not a list");
    }
}
