package dev.hoop.gateway.api.wire;

/** What both ends agree on for values that travel in pieces; used where both have announced the {@link #CAPABILITY}. */
public final class Pieces {
    public static final String CAPABILITY = "pieces";

    /** That pieces of a row may overdraw the credit, so that a value of ordinary size never waits for any; implies {@link #CAPABILITY}. */
    public static final String AHEAD_CAPABILITY = "pieces-ahead";

    /** By how many bytes pieces of a row may overdraw the credit; the piece that gets there is still sent. */
    public static final int AHEAD = 1024 * 1024;

    /** A value beyond so many bytes (or UTF-16 units of text) travels in pieces, a smaller one inside its message. */
    public static final int FROM = 1024 * 1024;

    /** Bytes of a row travel in pieces beyond so many: what is inside a message is copied with it, again and again. */
    public static final int BYTES_OF_ROW_FROM = 128 * 1024;

    /** About how much one piece carries. */
    public static final int SIZE = 64 * 1024;

    /** How many bytes of pieces a client may have under way that no TAKEN has answered. */
    public static final int WINDOW = 1024 * 1024;

    private Pieces() {}
}
