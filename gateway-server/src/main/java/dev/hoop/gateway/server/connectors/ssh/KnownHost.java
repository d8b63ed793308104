package dev.hoop.gateway.server.connectors.ssh;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Collection;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * Knows one host by its key or by who has certified it; never by having seen it before. The certificate's own signature, time and names
 * have been verified when this is asked.
 */
final class KnownHost implements ServerKeyVerifier {
    private final SshSettings settings;

    KnownHost(SshSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey shown) {
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
