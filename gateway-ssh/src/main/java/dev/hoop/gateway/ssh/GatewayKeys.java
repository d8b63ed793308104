package dev.hoop.gateway.ssh;

import dev.hoop.gateway.remote.failure.InvalidOptionException;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * Knows the gateway by its keys or by who has certified it; never by having seen it before. The certificate's own signature, time and names
 * have been verified when this is asked.
 */
record GatewayKeys(List<PublicKey> hostKeys, List<PublicKey> hostCas) implements ServerKeyVerifier {
    static GatewayKeys of(List<String> hostKeys, List<String> hostCas) {
        if (hostKeys.isEmpty() && hostCas.isEmpty()) {
            throw new InvalidOptionException(
                    "nothing is said of the gateway's key, and an unknown gateway is never trusted; call hostKey(…) with the line of ssh/host_key.pub in the gateway's data directory, or hostCa(…)",
                    null);
        }
        return new GatewayKeys(
                hostKeys.stream().map(GatewayKeys::key).toList(),
                hostCas.stream().map(GatewayKeys::key).toList());
    }

    private static PublicKey key(String line) {
        try {
            PublicKey key = PublicKeyEntry.parsePublicKeyEntry(line.strip())
                    .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
            if (key != null) {
                return key;
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new InvalidOptionException("a key of the gateway is no public key as OpenSSH writes them", e);
        }
        throw new InvalidOptionException("a key of the gateway is no public key as OpenSSH writes them", null);
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey shown) {
        if (shown instanceof OpenSshCertificate certificate) {
            return isAmong(hostCas, certificate.getCaPubKey()) || isAmong(hostKeys, certificate.getCertPubKey());
        }
        return isAmong(hostKeys, shown);
    }

    private static boolean isAmong(Collection<PublicKey> keys, PublicKey key) {
        return keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    }
}
