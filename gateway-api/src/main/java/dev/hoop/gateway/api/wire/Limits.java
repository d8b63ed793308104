package dev.hoop.gateway.api.wire;

/**
 * The most that one side accepts.
 *
 * @param frameBytes the largest payload of one frame
 * @param messageBytes the largest message, which may span several frames
 */
public record Limits(int frameBytes, int messageBytes) {
    /** Before login: enough for a token, too little to hurt. */
    public static final Limits BEFORE_LOGIN = new Limits(16 * 1024, 32 * 1024);

    public static final Limits DEFAULT = new Limits(256 * 1024, 64 * 1024 * 1024);

    /** The largest frame that either side may negotiate. */
    public static final int MAX_FRAME_BYTES = 1024 * 1024;

    public static final int MIN_FRAME_BYTES = 4 * 1024;
    /** The largest message that either side may negotiate; the sum of two such sizes still fits 32 bits. */
    public static final int MAX_MESSAGE_BYTES = 1024 * 1024 * 1024 - 1;

    public Limits {
        if (frameBytes < MIN_FRAME_BYTES || frameBytes > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "frame limit %d is outside %d to %d bytes".formatted(frameBytes, MIN_FRAME_BYTES, MAX_FRAME_BYTES));
        }
        if (messageBytes < frameBytes || messageBytes > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("message limit %d is outside %d (the frame limit) to %d bytes"
                    .formatted(messageBytes, frameBytes, MAX_MESSAGE_BYTES));
        }
    }

    /**
     * The limits that a peer has announced.
     *
     * @throws ProtocolException if they are not allowed
     */
    public static Limits announced(int frameBytes, int messageBytes) {
        try {
            return new Limits(frameBytes, messageBytes);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("the peer announces limits that are not allowed: " + e.getMessage());
        }
    }
}
