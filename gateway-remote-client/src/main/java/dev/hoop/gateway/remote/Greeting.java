package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.ToldColumns;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.LoginRefusedException;
import dev.hoop.gateway.remote.failure.NotAGatewayException;
import dev.hoop.gateway.remote.token.Token;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hello and login on a fresh socket, within one deadline. Both leave together, and the request to open a target with them: none of them
 * depends on an answer while there is one version of the protocol.
 */
final class Greeting {
    /** The one version of the protocol that this client speaks. */
    static final int VERSION = 1;

    private static final int FIRST_STREAM = 1;

    private Greeting() {}

    /** The request that leaves with the login, if any, goes on the first stream of the connection. */
    static Dialer.Accepted greet(
            Carrier carrier, GatewayAddress address, RemoteOptions options, Dialer.Introduction introduction)
            throws IOException {
        try (Watchdog watchdog = Watchdog.after(options.loginTimeout(), carrier::abort)) {
            try {
                return greetUnwatched(carrier, address, options, introduction);
            } catch (IOException e) {
                if (watchdog.fired()) {
                    throw slow(address, options, e);
                }
                throw e;
            }
        } catch (ProtocolException e) {
            throw new NotAGatewayException(
                    "%s does not answer as a gateway does (%s); is this the port of the gateway's remote door, and is TLS set as there?"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    private static Dialer.Accepted greetUnwatched(
            Carrier carrier, GatewayAddress address, RemoteOptions options, Dialer.Introduction introduction)
            throws IOException {
        Token token = introduction.token();
        carrier.queue(0, hello(options));
        carrier.queue(0, new ClientMessage.Login(token.value(), options.user()));
        if (introduction.open().isPresent()) {
            carrier.queue(FIRST_STREAM, introduction.open().get());
        }
        carrier.flush();
        ServerMessage.HelloOk hello = answer(carrier, ServerMessage.HelloOk.class);
        if (hello.version() != VERSION) {
            throw new NotAGatewayException(
                    "%s chose version %d of the remote protocol, this client speaks %d; update the older of the two"
                            .formatted(address, hello.version(), VERSION),
                    null);
        }
        Limits acceptedByPeer = Limits.announced(hello.maxFrameBytes(), hello.maxMessageBytes());
        ServerMessage.LoginOk login = answer(carrier, ServerMessage.LoginOk.class);
        carrier.limits(Limits.DEFAULT, acceptedByPeer);
        return new Dialer.Accepted(carrier, address, hello, login, token);
    }

    private static ClientMessage.Hello hello(RemoteOptions options) {
        // A made-up capability keeps every peer in the habit of ignoring what it does not know.
        String grease = "x-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
        return new ClientMessage.Hello(
                VERSION,
                VERSION,
                List.of(Pieces.CAPABILITY, Pieces.AHEAD_CAPABILITY, ToldColumns.CAPABILITY, grease),
                Limits.DEFAULT.frameBytes(),
                Limits.DEFAULT.messageBytes(),
                options.software());
    }

    private static <M extends ServerMessage> M answer(Carrier carrier, Class<M> type) throws IOException {
        Envelope<ServerMessage> envelope = carrier.read();
        if (envelope.message() instanceof ServerMessage.Failure failure) {
            throw new LoginRefusedException(failure);
        }
        if (envelope.stream() != 0 || !type.isInstance(envelope.message())) {
            throw new ProtocolException("a %s message came during the login"
                    .formatted(envelope.message().type()));
        }
        return type.cast(envelope.message());
    }

    private static GatewayException slow(GatewayAddress address, RemoteOptions options, IOException cause) {
        return new GatewayTimeoutException(
                ErrorCode.CONNECTION_FAILED,
                Effect.NOT_SENT,
                "%s did not finish the login within the login timeout of %d ms; check the gateway's load, or raise the timeout"
                        .formatted(address, options.loginTimeout().toMillis()),
                cause);
    }
}
