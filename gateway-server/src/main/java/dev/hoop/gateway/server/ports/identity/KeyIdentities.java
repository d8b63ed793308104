package dev.hoop.gateway.server.ports.identity;

import dev.hoop.gateway.engine.CertificateWish;

/**
 * Answers whose a public key is: registered for a subject, or certified by this gateway. Whoever asks has proven, or will prove, that the
 * caller holds the private half. Thread-safe.
 */
public interface KeyIdentities {
    /**
     * The holder of a key or certificate.
     *
     * @param line as OpenSSH writes it: {@code ssh-ed25519 AAAA…}
     * @throws dev.hoop.gateway.api.GatewayException with {@code LOGIN_FAILED} or {@code TOKEN_EXPIRED}
     */
    Identities.Identity holder(String line);

    /**
     * Certifies a key for a while as its holder's, no longer than the holder's own proof is good for.
     *
     * @return the certificate, as one line of OpenSSH
     * @throws dev.hoop.gateway.api.GatewayException with {@code INVALID_REQUEST} if it is no key that may be certified
     */
    String certify(Identities.Identity holder, CertificateWish wish);

    /**
     * By what people tell a key from others.
     *
     * @throws dev.hoop.gateway.api.GatewayException with {@code INVALID_REQUEST} if it is no key that may be certified
     */
    String fingerprint(String line);
}
