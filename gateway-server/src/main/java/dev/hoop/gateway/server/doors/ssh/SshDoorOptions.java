package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * How the door for SSH listens.
 *
 * @param listen where; port zero takes a free one
 * @param hostKeys by which clients know the gateway
 * @param hostCertificate the certificate of such a key, asked for with each connection; empty for none
 * @param signIn where people sign in with a browser while the client waits; empty where they do not
 * @param connections the most connections open at once
 * @param connectionsPerAddress the most of them from one address
 * @param strangers the most of them that have not logged in yet
 * @param channels the most channels of one connection
 * @param loginWithin how long a client has from connect to login
 * @param idleAfter how long a connection may be silent before it is ended
 * @param aliveEvery how often a silent client is asked whether it is still there; after three times without an answer it is gone
 * @param stuckAfter how long one write may wait for a client that does not read before its connection is cut
 */
public record SshDoorOptions(
        InetSocketAddress listen,
        List<KeyPair> hostKeys,
        Optional<Supplier<OpenSshCertificate>> hostCertificate,
        Optional<SignInByCode> signIn,
        int connections,
        int connectionsPerAddress,
        int strangers,
        int channels,
        Duration loginWithin,
        Duration idleAfter,
        Duration aliveEvery,
        Duration stuckAfter) {
    public SshDoorOptions {
        hostKeys = List.copyOf(hostKeys);
        if (listen.isUnresolved()) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the address '%s' to listen on for SSH has no meaning here; use an address of this machine"
                            .formatted(listen.getHostString()));
        }
        if (connections < 1 || connectionsPerAddress < 1 || strangers < 1 || channels < 1) {
            throw new GatewayException(ErrorCode.CONFIGURATION_INVALID, "limits of the door for SSH are at least one");
        }
    }

    /** What holds when nothing else is said. */
    public static SshDoorOptions defaults(InetSocketAddress listen, List<KeyPair> hostKeys) {
        return new SshDoorOptions(
                listen,
                hostKeys,
                Optional.empty(),
                Optional.empty(),
                500,
                200,
                100,
                32,
                Duration.ofSeconds(60),
                Duration.ofHours(8),
                Duration.ofSeconds(60),
                Duration.ofHours(8));
    }

    /** Leaves the keys out. */
    @Override
    public String toString() {
        return "SshDoorOptions[" + listen + "]";
    }
}
