package dev.hoop.gateway.api.wire;

/** One message of the remote protocol, whole: a frame header names its type and stream, its body is what {@code encode} writes. */
public sealed interface Message permits ClientMessage, ServerMessage {
    Type type();

    /** Writes the body. */
    void encode(WireWriter out);

    /** A message type of either side; its code is the type byte of the frame header. */
    sealed interface Type permits ClientMessage.Type, ServerMessage.Type {
        int code();
    }
}
