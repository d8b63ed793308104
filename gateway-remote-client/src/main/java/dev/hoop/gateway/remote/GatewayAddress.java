package dev.hoop.gateway.remote;

import dev.hoop.gateway.remote.failure.InvalidOptionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a gateway listens. The host is a name or an address; an IPv6 address stands without its brackets. */
public record GatewayAddress(String host, int port) {
    /** The port of the remote door where nothing else is said. */
    public static final int DEFAULT_PORT = 8010;

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^:\\[\\]/@?#\\s]+))(?::([0-9]{1,5}))?");

    public GatewayAddress {
        if (host.isBlank()) {
            throw new InvalidOptionException("a gateway address has no host; write host:port", null);
        }
        if (port < 1 || port > 65_535) {
            throw new InvalidOptionException(
                    "gateway address " + host + " has port " + port + ", not one of 1 to 65535", null);
        }
    }

    /** Reads {@code host}, {@code host:port}, {@code [ipv6]} or {@code [ipv6]:port}. */
    public static GatewayAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            // not shown: what is wrong with it may be that it holds a password
            throw new InvalidOptionException(
                    "a gateway address of %d characters is not understood; write host:port or [ipv6]:port"
                            .formatted(text.length()),
                    null);
        }
        String host = form.group(1) != null ? form.group(1) : form.group(2);
        String port = form.group(3);
        return new GatewayAddress(host, port == null ? DEFAULT_PORT : Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
