package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.ToldColumns;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Visitor;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hello and login, within small limits of messages, bytes and time. A peer that sends more than one of them at once, or the request to open
 * a target with them, is answered at once too: each answer would wake it to wait for the next. Used once, by one thread.
 */
final class Reception {
    static final String DOOR = "remote";
    static final int VERSION = 1;
    private static final int MOST_MESSAGES = 8;
    private static final List<String> KNOWN =
            List.of(Pieces.CAPABILITY, Pieces.AHEAD_CAPABILITY, ToldColumns.CAPABILITY);

    private final Carrier carrier;
    private final Gate gate;
    private final RemoteDoorOptions options;
    private final String peer;
    private @Nullable Limits acceptedByPeer;
    private InPieces pieces = InPieces.NEVER;

    Reception(Carrier carrier, Gate gate, RemoteDoorOptions options, String peer) {
        this.carrier = carrier;
        this.gate = gate;
        this.options = options;
        this.peer = peer;
    }

    /**
     * Reads until the login is done. Whoever watches ends a login that takes too long.
     *
     * @param heard called when the login has been read: what follows takes the gateway's time, not the peer's
     * @throws GatewayException for the peer to be told, before the socket is closed
     */
    Visitor receive(Runnable heard) throws IOException {
        for (int i = 0; i < MOST_MESSAGES; i++) {
            Envelope<ClientMessage> envelope =
                    carrier.read().orElseThrow(() -> new EOFException("the peer left before its login"));
            ClientMessage message = envelope.message();
            if (message instanceof ClientMessage.Hello hello && acceptedByPeer == null) {
                carrier.hold(envelope.stream(), answer(hello));
            } else if (message instanceof ClientMessage.Login login && acceptedByPeer != null) {
                heard.run();
                return login(envelope.stream(), login, acceptedByPeer);
            } else if (message instanceof ClientMessage.Ping ping && !ping.target()) {
                carrier.send(envelope.stream(), new ServerMessage.Pong(ping.nonce()));
            } else {
                throw new ProtocolException("a %s message came where %s was due"
                        .formatted(message.type(), acceptedByPeer == null ? "HELLO" : "LOGIN"));
            }
        }
        throw new ProtocolException("more than " + MOST_MESSAGES + " messages came before the login");
    }

    private ServerMessage answer(ClientMessage.Hello hello) {
        if (hello.minVersion() > VERSION || hello.maxVersion() < VERSION) {
            throw new ProtocolException(
                    "this gateway speaks version %d of the protocol, the peer %d to %d; update the older of the two"
                            .formatted(VERSION, hello.minVersion(), hello.maxVersion()));
        }
        List<String> shared =
                KNOWN.stream().filter(hello.capabilities()::contains).toList();
        pieces = InPieces.of(shared);
        if (shared.contains(ToldColumns.CAPABILITY)) {
            carrier.numberColumns();
        }
        acceptedByPeer = Limits.announced(hello.maxFrameBytes(), hello.maxMessageBytes());
        // A made-up capability keeps every peer in the habit of ignoring what it does not know.
        String grease = "x-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
        return new ServerMessage.HelloOk(
                VERSION,
                Stream.concat(shared.stream(), Stream.of(grease)).toList(),
                options.limits().frameBytes(),
                options.limits().messageBytes(),
                "hoop gateway");
    }

    /** How the peer takes large values. */
    InPieces pieces() {
        return pieces;
    }

    private Visitor login(int stream, ClientMessage.Login login, Limits peers) throws IOException {
        Visitor visitor = gate.login(login.token(), login.user(), DOOR, peer);
        carrier.hold(stream, welcome(visitor, options.node()));
        carrier.limits(options.limits(), peers);
        return visitor;
    }

    static ServerMessage.LoginOk welcome(Visitor visitor, String node) {
        return new ServerMessage.LoginOk(
                visitor.subject().name().value(),
                visitor.subject().groups().stream().sorted().toList(),
                visitor.expiresAt().map(Instant::toEpochMilli).orElse(0L),
                node);
    }
}
