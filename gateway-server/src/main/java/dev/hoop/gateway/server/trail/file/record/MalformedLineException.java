package dev.hoop.gateway.server.trail.file.record;

/** Bytes in a trail that are not what this trail writes; the message says why and shows none of them. */
public final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedLineException(String message) {
        super(message);
    }
}
