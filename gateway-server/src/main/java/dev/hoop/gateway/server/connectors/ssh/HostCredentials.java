package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.targets.HostConnector;
import dev.hoop.gateway.server.ports.targets.Target;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * By what the gateway proves itself at a host: a private key, a user and password, or, where the target names no credential, a certificate
 * that is made for the one session and says whose it is. Thread-safe.
 */
final class HostCredentials {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final int ED25519_BITS = 256;

    private final Credentials credentials;
    private final Supplier<KeyPair> authority;
    private final Clock clock;

    /** Exactly one of key and password is there. Never logged. */
    record Proof(String user, Optional<KeyPair> key, Optional<String> password) {
        @Override
        public String toString() {
            return "Proof[…]";
        }
    }

    HostCredentials(Credentials credentials, Supplier<KeyPair> authority, Clock clock) {
        this.credentials = credentials;
        this.authority = authority;
        this.clock = clock;
    }

    Proof of(Target target, SshSettings settings, HostConnector.Guest guest) {
        if (target.credential().isEmpty()) {
            return certificate(target, settings, guest);
        }
        String text = credentials.text(target.credential());
        if (text.stripLeading().startsWith("-----BEGIN")) {
            return new Proof(user(target, settings), Optional.of(key(target, text)), Optional.empty());
        }
        Credentials.Secret secret = credentials.lease(target.credential());
        return new Proof(secret.user(), Optional.empty(), Optional.of(secret.password()));
    }

    private static KeyPair key(Target target, String text) {
        try {
            for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(target.credential()),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    FilePasswordProvider.EMPTY)) {
                return pair;
            }
        } catch (Exception e) {
            throw SshSettings.invalid(target, "its private key cannot be read; give one without a passphrase");
        }
        throw SshSettings.invalid(target, "there is no private key where its credential is kept");
    }

    private Proof certificate(Target target, SshSettings settings, HostConnector.Guest guest) {
        KeyPair signer = authority.get();
        String user = user(target, settings);
        try {
            KeyPair fresh = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
            Instant now = clock.instant();
            OpenSshCertificate certificate = OpenSshCertificateBuilder.userCertificate()
                    .publicKey(fresh.getPublic())
                    .id(guest.subject().value() + "/" + guest.session().value())
                    .principals(List.of(user))
                    .validAfter(now.minus(SKEW))
                    .validBefore(now.plus(LIFE))
                    .extensions(Map.of("permit-pty", ""))
                    .sign(signer);
            return new Proof(user, Optional.of(new KeyPair(certificate, fresh.getPrivate())), Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an ed25519 key cannot be made", e);
        } catch (Exception e) {
            throw new IllegalStateException("a certificate for a host cannot be signed", e);
        }
    }

    private static String user(Target target, SshSettings settings) {
        if (settings.user().isEmpty()) {
            throw SshSettings.invalid(target, "it names no account; write user: name among its options");
        }
        return settings.user();
    }
}
