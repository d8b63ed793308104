package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Limits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the remote door listens.
 *
 * @param listen where; port zero takes a free one
 * @param tls the certificate and key; without it the door speaks plain, and then on loopback only
 * @param sessions the most sockets open at once; each may take two threads
 * @param sessionsPerAddress the most of them from one address
 * @param limits the largest frame and message taken after login
 * @param loginWithin how long a peer has from connect to login
 * @param idleAfter how long a socket may be silent with nothing open before it is ended
 * @param stuckAfter how long one write may wait for a peer that does not read before the socket is cut
 * @param uploadBytes the most disk that large parameters of all sessions may take on their way; one session may take a quarter
 * @param node the name of this gateway, as the driver shows it
 */
public record RemoteDoorOptions(
        InetSocketAddress listen,
        Optional<SSLContext> tls,
        int sessions,
        int sessionsPerAddress,
        Limits limits,
        Duration loginWithin,
        Duration idleAfter,
        Duration stuckAfter,
        ThreadMode threads,
        long uploadBytes,
        String node) {
    /** Which threads serve sessions. */
    public enum ThreadMode {
        /** Operating system threads: fastest, about 85 KB each. */
        PLATFORM,
        /** Virtual threads (JDK 21 or newer), for very many mostly idle sessions. */
        VIRTUAL
    }

    public RemoteDoorOptions {
        if (listen.isUnresolved()) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the address '%s' to listen on has no meaning here; use an address of this machine"
                            .formatted(listen.getHostString()));
        }
        if (tls.isEmpty() && !listen.getAddress().isLoopbackAddress()) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "'%s' is not a loopback address, and without TLS the gateway listens on loopback only; give it a certificate"
                            .formatted(listen.getHostString()));
        }
        if (uploadBytes < 0) {
            throw new GatewayException(ErrorCode.CONFIGURATION_INVALID, "the room for uploads is negative");
        }
        if (sessions < 1 || sessionsPerAddress < 1) {
            throw new GatewayException(ErrorCode.CONFIGURATION_INVALID, "session limits are at least one");
        }
    }

    /** What holds when nothing else is said. */
    public static RemoteDoorOptions defaults(InetSocketAddress listen, Optional<SSLContext> tls) {
        return new RemoteDoorOptions(
                listen,
                tls,
                1_000,
                500,
                Limits.DEFAULT,
                Duration.ofSeconds(5),
                Duration.ofHours(8),
                Duration.ofSeconds(60),
                ThreadMode.PLATFORM,
                4L * 1024 * 1024 * 1024,
                "hoop");
    }
}
