package dev.hoop.gateway.server.connectors.ssh;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Collection;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * Knows a host by its key or by who has certified it; never by having seen it before. Which host is meant goes with the connection from its
 * first byte on: the host may show its key before whoever connects hears that there is a connection. The certificate's own signature, time
 * and names have been verified when this is asked.
 */
final class KnownHost implements ServerKeyVerifier {
    private static final AttributeRepository.AttributeKey<SshSettings> MEANT = new AttributeRepository.AttributeKey<>();

    /** To connect with. */
    static AttributeRepository meant(SshSettings settings) {
        return AttributeRepository.ofKeyValuePair(MEANT, settings);
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey shown) {
        AttributeRepository context = session.getConnectionContext();
        SshSettings settings = context == null ? null : context.getAttribute(MEANT);
        return settings != null && isKnown(settings, shown);
    }

    private static boolean isKnown(SshSettings settings, PublicKey shown) {
        if (shown instanceof OpenSshCertificate certificate) {
            return isAmong(settings.hostCas(), certificate.getCaPubKey())
                    || isAmong(settings.hostKeys(), certificate.getCertPubKey());
        }
        return isAmong(settings.hostKeys(), shown);
    }

    private static boolean isAmong(Collection<PublicKey> keys, PublicKey key) {
        return keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    }
}
