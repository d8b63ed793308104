package dev.hoop.gateway.ssh;

import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.remote.failure.InvalidOptionException;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** To which gateway and target a connection goes, as whom, and by which keys the gateway is known. Immutable; made by its builder. */
public final class SshOptions {
    private static final int DEFAULT_PORT = 8022;
    private static final ApprovalListener NOBODY = new ApprovalListener() {
        @Override
        public void pending(ApprovalRequest request) {}

        @Override
        public void decided(ApprovalDecision decision) {}
    };

    private final String host;
    private final int port;
    private final String target;
    private final TokenProvider tokens;
    private final GatewayKeys keys;
    private final String task;
    private final ApprovalListener approvals;
    private final Duration connectWithin;
    private final Duration aliveEvery;

    private SshOptions(Builder from, TokenProvider tokens, GatewayKeys keys) {
        this.host = from.host;
        this.port = from.port;
        this.target = from.target;
        this.tokens = tokens;
        this.keys = keys;
        this.task = from.task;
        this.approvals = from.approvals;
        this.connectWithin = from.connectWithin;
        this.aliveEvery = from.aliveEvery;
    }

    /** Options for a target of the gateway at this host, on port 8022. */
    public static Builder at(String host, String target) {
        return new Builder(host, target);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String target() {
        return target;
    }

    TokenProvider tokens() {
        return tokens;
    }

    GatewayKeys keys() {
        return keys;
    }

    String task() {
        return task;
    }

    ApprovalListener approvals() {
        return approvals;
    }

    Duration connectWithin() {
        return connectWithin;
    }

    Duration aliveEvery() {
        return aliveEvery;
    }

    /** Names gateway and target, and nothing that is secret. */
    @Override
    public String toString() {
        return "SshOptions[" + target + " at " + host + ":" + port + "]";
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private final String host;
        private final String target;
        private final List<String> hostKeys = new ArrayList<>();
        private final List<String> hostCas = new ArrayList<>();
        private int port = DEFAULT_PORT;
        private @Nullable TokenProvider tokens;
        private String task = "";
        private ApprovalListener approvals = NOBODY;
        private Duration connectWithin = Duration.ofSeconds(15);
        private Duration aliveEvery = Duration.ofSeconds(30);

        private Builder(String host, String target) {
            this.host = host;
            this.target = target;
        }

        /** The port of the gateway's door for SSH. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Who asks. Called for each connection that is made, so also when one is made anew. */
        public Builder tokens(TokenProvider provider) {
            tokens = provider;
            return this;
        }

        /** Who asks, by a token that stays. */
        public Builder token(String token) {
            return tokens(TokenProvider.value(token));
        }

        /** A key the gateway may show, as OpenSSH writes it: {@code ssh-ed25519 AAAA…}. May be called again for further ones. */
        public Builder hostKey(String key) {
            hostKeys.add(key);
            return this;
        }

        /** A key that certifies gateways, as OpenSSH writes it. May be called again for further ones. */
        public Builder hostCa(String key) {
            hostCas.add(key);
            return this;
        }

        /** The task that all is done for. */
        public Builder task(String id) {
            task = id;
            return this;
        }

        /**
         * Told when a command is held, while it waits, and when people have decided. Called on a thread of the connection, one call at a
         * time; an exception withdraws the request, and cancels its command.
         */
        public Builder approvals(ApprovalListener listener) {
            approvals = listener;
            return this;
        }

        /** How long connecting and logging in may take. */
        public Builder connectWithin(Duration bound) {
            connectWithin = bound;
            return this;
        }

        /** How often a silent gateway is asked whether it is still there; after three times without an answer the connection is lost. */
        public Builder aliveEvery(Duration pause) {
            aliveEvery = pause;
            return this;
        }

        /**
         * The options.
         *
         * @throws InvalidOptionException if there is no token provider, no key to know the gateway by, or something has no meaning
         */
        public SshOptions build() {
            TokenProvider given = tokens;
            if (given == null) {
                throw new InvalidOptionException("no token provider is set; call tokens(…) or token(…)", null);
            }
            if (host.isBlank() || target.isBlank() || port < 1 || port > 0xffff) {
                throw new InvalidOptionException("a gateway has a host and a port, and a target has a name", null);
            }
            if (connectWithin.isNegative() || connectWithin.isZero() || aliveEvery.isNegative()) {
                throw new InvalidOptionException("connecting takes some time, and pauses are not negative", null);
            }
            return new SshOptions(this, given, GatewayKeys.of(hostKeys, hostCas));
        }
    }
}
