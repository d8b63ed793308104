package dev.hoop.gateway.remote;

import dev.hoop.gateway.remote.failure.InvalidOptionException;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.time.Duration;
import java.util.List;

/**
 * How a connection is made: where to, how it is protected, who asks, and how long anything may take.
 *
 * @param addresses the gateways, at least one; tried until one accepts
 * @param user the subject the token must belong to, or empty
 * @param software the program library that speaks, for the gateway's records
 * @param connectTimeout the longest that reaching one address may take, TLS included
 * @param loginTimeout the longest that hello and login may take after that
 * @param keepAlive how long the peer may be silent during a wait before it is asked whether it lives; two unanswered questions end the
 *     connection
 * @param networkTimeout the longest that one answer may take; zero for no bound but that of keep-alive
 */
public record RemoteOptions(
        List<GatewayAddress> addresses,
        AddressOrder addressOrder,
        TlsOptions tls,
        TokenProvider tokenProvider,
        String user,
        String software,
        Duration connectTimeout,
        Duration loginTimeout,
        Duration keepAlive,
        Duration networkTimeout) {
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration DEFAULT_LOGIN_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(30);

    /** In which order the addresses are tried. */
    public enum AddressOrder {
        AS_GIVEN,
        RANDOM
    }

    /**
     * Checks what can be checked without connecting.
     *
     * @throws InvalidOptionException if an option is missing or out of range
     */
    public RemoteOptions {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new InvalidOptionException("no gateway address is given; give at least one host:port", null);
        }
        positive("connect timeout", connectTimeout);
        positive("login timeout", loginTimeout);
        positive("keep-alive interval", keepAlive);
        if (networkTimeout.isNegative()) {
            throw new InvalidOptionException("the network timeout is negative; use zero for none", null);
        }
    }

    public static Builder builder(TokenProvider tokenProvider) {
        return new Builder(tokenProvider);
    }

    private static void positive(String name, Duration value) {
        if (value.toMillis() < 1 || value.toMillis() > Integer.MAX_VALUE) {
            throw new InvalidOptionException(
                    "the %s is %d ms; give 1 ms to 24 days".formatted(name, value.toMillis()), null);
        }
    }

    /** Gathers options; everything but an address has a sane default. Not thread-safe. */
    public static final class Builder {
        private final TokenProvider tokenProvider;
        private List<GatewayAddress> addresses = List.of();
        private AddressOrder addressOrder = AddressOrder.AS_GIVEN;
        private TlsOptions tls = TlsOptions.jvmTrust();
        private String user = "";
        private String software = "hoop-remote-client";
        private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        private Duration loginTimeout = DEFAULT_LOGIN_TIMEOUT;
        private Duration keepAlive = DEFAULT_KEEP_ALIVE;
        private Duration networkTimeout = Duration.ZERO;

        private Builder(TokenProvider tokenProvider) {
            this.tokenProvider = tokenProvider;
        }

        public Builder address(String host, int port) {
            return addresses(List.of(new GatewayAddress(host, port)));
        }

        public Builder addresses(List<GatewayAddress> value) {
            addresses = value;
            return this;
        }

        public Builder addressOrder(AddressOrder value) {
            addressOrder = value;
            return this;
        }

        public Builder tls(TlsOptions value) {
            tls = value;
            return this;
        }

        public Builder user(String value) {
            user = value;
            return this;
        }

        public Builder software(String value) {
            software = value;
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder loginTimeout(Duration value) {
            loginTimeout = value;
            return this;
        }

        public Builder keepAlive(Duration value) {
            keepAlive = value;
            return this;
        }

        public Builder networkTimeout(Duration value) {
            networkTimeout = value;
            return this;
        }

        /**
         * The options gathered.
         *
         * @throws InvalidOptionException if one is missing or out of range
         */
        public RemoteOptions build() {
            return new RemoteOptions(
                    addresses,
                    addressOrder,
                    tls,
                    tokenProvider,
                    user,
                    software,
                    connectTimeout,
                    loginTimeout,
                    keepAlive,
                    networkTimeout);
        }
    }
}
