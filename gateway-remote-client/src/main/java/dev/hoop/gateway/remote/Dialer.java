package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.GatewayUnreachableException;
import dev.hoop.gateway.remote.failure.InvalidOptionException;
import dev.hoop.gateway.remote.token.Token;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds an address that accepts: resolves, connects, and has the greeting done on what it has connected. */
final class Dialer {
    /** A connection that is logged in. */
    record Accepted(
            Carrier carrier,
            GatewayAddress address,
            ServerMessage.HelloOk hello,
            ServerMessage.LoginOk login,
            Token token) {}

    /** What is said at once: who asks, and what is to be opened. */
    record Introduction(Token token, Optional<ClientMessage.Open> open) {}

    private final RemoteOptions options;

    Dialer(RemoteOptions options) {
        this.options = options;
    }

    Accepted dial(Optional<ClientMessage.Open> open) {
        Introduction introduction =
                new Introduction(Credential.ask(options.tokenProvider(), TokenProvider.Reason.CONNECT), open);
        requireSafeAddresses();
        List<GatewayException> failures = new ArrayList<>();
        for (GatewayAddress address : inOrder()) {
            try {
                return dial(address, introduction);
            } catch (GatewayException e) {
                // What an operator has to mend may be sound at the next address; a refusal of the caller is the same
                // everywhere.
                if (e instanceof InvalidOptionException || e.code().actor() == ErrorCode.Actor.CALLER) {
                    throw e;
                }
                failures.add(e);
            }
        }
        throw failures.size() == 1 ? failures.get(0) : unreachable(failures);
    }

    /** Without TLS every address must be safe, not only the one that happens to accept. */
    private void requireSafeAddresses() {
        if (options.tls().isPlain()) {
            for (GatewayAddress address : options.addresses()) {
                try {
                    var unused = resolved(address);
                } catch (GatewayUnreachableException e) {
                    // reported in its turn, should that come
                }
            }
        }
    }

    private List<GatewayAddress> inOrder() {
        List<GatewayAddress> addresses = new ArrayList<>(options.addresses());
        if (options.addressOrder() == RemoteOptions.AddressOrder.RANDOM) {
            Collections.shuffle(addresses);
        }
        return addresses;
    }

    private static GatewayException unreachable(List<GatewayException> failures) {
        GatewayException last = failures.get(failures.size() - 1);
        GatewayException all = new GatewayUnreachableException(
                "no gateway accepted: "
                        + failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                last);
        failures.stream().filter(failure -> failure != last).forEach(all::addSuppressed);
        return all;
    }

    private Accepted dial(GatewayAddress address, Introduction introduction) {
        Deadline deadline = Deadline.in(options.connectTimeout());
        CountedSocket raw = connected(address, deadline);
        try {
            Carrier carrier = Handshake.secure(raw, address, options, deadline);
            return Greeting.greet(carrier, address, options, introduction);
        } catch (IOException | RuntimeException e) {
            abandon(raw);
            if (e instanceof RuntimeException known) {
                throw known;
            }
            throw new GatewayUnreachableException(
                    "%s closed the connection before the login was done (%s)".formatted(address, e.getMessage()), e);
        }
    }

    private CountedSocket connected(GatewayAddress address, Deadline deadline) {
        IOException last = null;
        for (InetAddress candidate : resolved(address)) {
            CountedSocket socket = new CountedSocket();
            try {
                prepare(socket);
                socket.connect(
                        new InetSocketAddress(candidate, address.port()),
                        deadline.timeoutMillis(options.connectTimeout()));
                return socket;
            } catch (IOException e) {
                abandon(socket);
                last = e;
            }
            if (deadline.isPast()) {
                throw new GatewayTimeoutException(
                        ErrorCode.CONNECTION_FAILED,
                        Effect.NOT_SENT,
                        "%s did not answer within the connect timeout of %d ms; check the address, the gateway and the network"
                                .formatted(address, options.connectTimeout().toMillis()),
                        last);
            }
        }
        throw new GatewayUnreachableException(
                "%s cannot be reached (%s); check that the gateway runs and the address is right"
                        .formatted(address, last == null ? "no address" : last.getMessage()),
                last);
    }

    /** Resolves once: what is checked here is what is connected to. */
    private InetAddress[] resolved(GatewayAddress address) {
        InetAddress[] candidates;
        try {
            candidates = InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new GatewayUnreachableException(
                    "the host name of %s is unknown; check its spelling and the name service".formatted(address), e);
        }
        for (InetAddress candidate : candidates) {
            if (options.tls().isPlain() && !candidate.isLoopbackAddress()) {
                throw new InvalidOptionException(
                        "a connection without TLS to %s is refused: it is not a loopback address, and the token would travel readable; use TLS"
                                .formatted(address),
                        null);
            }
        }
        return candidates;
    }

    private static void prepare(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        // The second line behind the protocol's own pings: it also notices a dead peer while nobody waits for an
        // answer.
        Map<String, Integer> seconds = Map.of("TCP_KEEPIDLE", 60, "TCP_KEEPINTERVAL", 15, "TCP_KEEPCOUNT", 4);
        for (SocketOption<?> option : socket.supportedOptions()) {
            Integer value = seconds.get(option.name());
            if (value != null && option.type() == Integer.class) {
                set(socket, option, value);
            }
        }
    }

    /** These options are found by name: the module that declares them is not in every Java runtime. */
    @SuppressWarnings("unchecked") // the type was compared
    private static void set(Socket socket, SocketOption<?> option, Integer value) throws IOException {
        socket.setOption((SocketOption<Integer>) option, value);
    }

    private static void abandon(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
