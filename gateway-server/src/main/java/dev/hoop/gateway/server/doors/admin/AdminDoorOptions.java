package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the door for people listens.
 *
 * @param listen where; port zero takes a free one
 * @param tls certificate and key; without them the door speaks plain, and then on loopback only
 * @param url as browsers see it, without a path; empty for the address it listens on
 * @param idleAfter how long somebody who does nothing stays signed in
 * @param attempts how many failed logins an address may make in a minute
 * @param requests how many requests a subject may make in a minute
 */
public record AdminDoorOptions(
        InetSocketAddress listen,
        Optional<SSLContext> tls,
        Optional<URI> url,
        Duration idleAfter,
        int attempts,
        int requests) {
    /** How many requests a subject may make in a minute where nothing else is said. */
    public static final int USUAL_REQUESTS = 600;

    public AdminDoorOptions {
        if (listen.isUnresolved()) {
            throw invalid("the address to listen on has no meaning here; use an address of this machine");
        }
        if (tls.isEmpty() && !listen.getAddress().isLoopbackAddress()) {
            throw invalid(
                    "without TLS the door for people listens on loopback only; give the gateway a certificate, or put a proxy on this machine");
        }
        url.ifPresent(AdminDoorOptions::check);
    }

    /** What holds when nothing else is said. */
    public static AdminDoorOptions defaults(InetSocketAddress listen, Optional<SSLContext> tls) {
        return new AdminDoorOptions(listen, tls, Optional.empty(), Duration.ofHours(1), 20, USUAL_REQUESTS);
    }

    private static void check(URI url) {
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        boolean bare = url.getRawPath() == null || url.getRawPath().isEmpty();
        if (!web || url.getHost() == null || !bare || url.getRawQuery() != null) {
            throw invalid(
                    "the url of the door for people is not like https://hoop.example.org; write it without a path");
        }
    }

    private static GatewayException invalid(String why) {
        return new GatewayException(ErrorCode.CONFIGURATION_INVALID, why);
    }
}
