package dev.hoop.gateway.server.identities.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CertificateWish;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.KeyIdentities;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * Knows keys that were registered, which are kept as issued tokens are, and keys that this gateway has certified. A certificate carries its
 * holder whole, and the name of the token it was made for: revoking that token ends it too.
 */
public final class SshIdentities implements KeyIdentities {
    private static final String PREFIX = "hoop-";
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final TokenStore store;
    private final Supplier<KeyPair> authority;
    private final Identities identities;
    private final Clock clock;

    /**
     * Identities by key.
     *
     * @param authority the key that certifies; asked for when it is wanted
     * @param identities asked whether a certificate's token still stands
     */
    public SshIdentities(TokenStore store, Supplier<KeyPair> authority, Identities identities, Clock clock) {
        this.store = store;
        this.authority = authority;
        this.identities = identities;
        this.clock = clock;
    }

    @Override
    public Identities.Identity holder(String line) {
        PublicKey key = SshKeys.read(line);
        Identities.Identity identity =
                key instanceof OpenSshCertificate certificate ? certified(certificate) : registered(key);
        if (!identities.stands(identity)) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the key or the token behind it was revoked");
        }
        return identity;
    }

    private Identities.Identity registered(PublicKey key) {
        IssuedToken known = store.byHash(SshKeys.hash(key))
                .orElseThrow(() -> new GatewayException(ErrorCode.LOGIN_FAILED, "the key is not known here"));
        if (known.revokedAt().isPresent()) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the key was revoked");
        }
        if (known.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw new GatewayException(ErrorCode.TOKEN_EXPIRED, "the key has expired");
        }
        return new Identities.Identity(known.subject(), known.id(), known.expiresAt());
    }

    private Identities.Identity certified(OpenSshCertificate certificate) {
        Instant now = clock.instant();
        Instant end = Instant.ofEpochSecond(Math.min(certificate.getValidBefore(), Instant.MAX.getEpochSecond()));
        boolean ours = certificate.getType() == OpenSshCertificate.Type.USER
                && KeyUtils.compareKeys(
                        certificate.getCaPubKey(), authority.get().getPublic())
                && isSigned(certificate);
        if (!ours) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the certificate is not of this gateway");
        }
        if (now.isBefore(Instant.ofEpochSecond(certificate.getValidAfter())) || !now.isBefore(end)) {
            throw new GatewayException(ErrorCode.TOKEN_EXPIRED, "the certificate has expired; ask for a new one");
        }
        Map<String, String> said = certificate.getExtensionsMap();
        Subject subject = new Subject(
                new SubjectName(certificate.getPrincipals().iterator().next()),
                Subject.Kind.valueOf(said(said, "kind")),
                lines(said(said, "groups")),
                lines(said(said, "people")),
                scope(said(said, "scope")));
        return new Identities.Identity(subject, said(said, "token"), Optional.of(end));
    }

    private static boolean isSigned(OpenSshCertificate certificate) {
        try {
            Signature verifier =
                    NamedFactory.create(List.of(BuiltinSignatures.ed25519), certificate.getSignatureAlgorithm());
            if (verifier == null) {
                return false;
            }
            verifier.initVerifier(null, certificate.getCaPubKey());
            verifier.update(null, certificate.getMessage());
            return verifier.verify(null, certificate.getSignature());
        } catch (Exception e) {
            return false;
        }
    }

    @Override
    public String fingerprint(String line) {
        return KeyUtils.getFingerPrint(SshKeys.strong(line));
    }

    @Override
    public String certify(Identities.Identity holder, CertificateWish wish) {
        PublicKey key = SshKeys.strong(wish.key());
        Instant now = clock.instant();
        Instant end = now.plus(wish.atMost());
        Instant until = holder.expiresAt().filter(end::isAfter).orElse(end);
        Subject subject = holder.subject();
        requireOneLineEach(subject.groups());
        requireOneLineEach(subject.people());
        Map<String, String> extensions = new TreeMap<>();
        extensions.put("permit-pty", "");
        extensions.put(PREFIX + "groups@hoop.dev", lines(subject.groups()));
        extensions.put(PREFIX + "kind@hoop.dev", subject.kind().name());
        extensions.put(PREFIX + "people@hoop.dev", lines(subject.people()));
        extensions.put(PREFIX + "scope@hoop.dev", subject.scope().text());
        extensions.put(PREFIX + "token@hoop.dev", holder.tokenId());
        try {
            OpenSshCertificate certificate = OpenSshCertificateBuilder.userCertificate()
                    .publicKey(key)
                    .id(subject.name().value())
                    .principals(List.of(subject.name().value()))
                    .validAfter(now.minus(SKEW))
                    .validBefore(until)
                    .criticalOptions(
                            wish.sources().isEmpty()
                                    ? Map.of()
                                    : Map.of("source-address", String.join(",", wish.sources())))
                    .extensions(extensions)
                    .sign(authority.get());
            return PublicKeyEntry.toString(certificate);
        } catch (Exception e) {
            throw new GatewayException(ErrorCode.INTERNAL, "the certificate could not be signed", e);
        }
    }

    private static String said(Map<String, String> extensions, String name) {
        String value = extensions.get(PREFIX + name + "@hoop.dev");
        if (value == null) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the certificate does not say whose it is");
        }
        return value;
    }

    /** The certificate has a line for each: a name of two lines would come back as two names. */
    private static void requireOneLineEach(Set<String> names) {
        if (names.stream().anyMatch(name -> name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0)) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "a group or a name of yours has several lines, and no certificate can say so");
        }
    }

    private static TokenScope scope(String text) {
        try {
            return TokenScope.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED,
                    "the certificate says how far it reaches in words that are not known here",
                    e);
        }
    }

    private static String lines(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static Set<String> lines(String text) {
        return text.lines().collect(Collectors.toSet());
    }
}
