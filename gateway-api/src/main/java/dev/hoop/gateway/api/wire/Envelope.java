package dev.hoop.gateway.api.wire;

/** A message and the stream it travels on. Stream 0 belongs to the connection; requests use odd streams, chosen by the driver. */
public record Envelope<M extends Message>(int stream, M message) {}
