package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.targets.Target;
import java.net.URI;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * How a host is reached, and how it proves that it is the one.
 *
 * @param user the account, where the credential does not name it
 * @param hostKeys the keys it may show; one that it is not known by ends the attempt
 * @param hostCas the keys that may have signed the certificate it shows
 */
record SshSettings(String host, int port, String user, List<PublicKey> hostKeys, List<PublicKey> hostCas) {
    private static final int DEFAULT_PORT = 22;
    private static final Pattern SEPARATOR = Pattern.compile("[\n,]");

    static SshSettings of(Target target) {
        URI url = URI.create(target.url());
        String host = url.getHost();
        if (host == null || !"ssh".equals(url.getScheme())) {
            throw invalid(target, "its URL is not of the form ssh://host:port");
        }
        Map<String, String> options = target.options();
        SshSettings settings = new SshSettings(
                host,
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                options.getOrDefault("user", ""),
                keys(target, "host-key"),
                keys(target, "host-ca"));
        if (settings.hostKeys.isEmpty() && settings.hostCas.isEmpty()) {
            throw invalid(
                    target,
                    "it has neither host-key nor host-ca among its options, and an unknown host is never trusted; take the key from the host itself, as in /etc/ssh/ssh_host_ed25519_key.pub");
        }
        return settings;
    }

    /** One key on each line, or separated by commas, as OpenSSH writes them: {@code ssh-ed25519 AAAA…}. */
    private static List<PublicKey> keys(Target target, String option) {
        List<PublicKey> keys = new ArrayList<>();
        SEPARATOR
                .splitAsStream(target.options().getOrDefault(option, ""))
                .filter(line -> !line.isBlank())
                .forEach(line -> keys.add(key(target, option, line.strip())));
        return keys;
    }

    private static PublicKey key(Target target, String option, String line) {
        try {
            PublicKey key = PublicKeyEntry.parsePublicKeyEntry(line)
                    .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
            if (key != null) {
                return key;
            }
        } catch (Exception e) {
            throw invalid(target, "its option " + option + " is no public key as OpenSSH writes them");
        }
        throw invalid(target, "its option " + option + " is no public key as OpenSSH writes them");
    }

    static GatewayException invalid(Target target, String problem) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "target '%s' cannot be used: %s".formatted(target.name(), problem));
    }
}
