package dev.hoop.gateway.api.wire;

/**
 * A message and the stream it travels on.
 *
 * <p>Stream 0 belongs to the connection: Hello, Login, Close, Ping without a target check and their answers, TokenExpiring, GoAway, and a
 * Failure that ends the connection. Every other request opens an odd stream, chosen by the client and free again once a message has
 * come that {@link ServerMessage.Type#endsStream() ends} it.
 */
public record Envelope<M extends Message>(int stream, M message) {}
