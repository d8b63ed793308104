package dev.hoop.gateway.server.trail.file.recording;

/**
 * Bytes in pieces that end where a character of UTF-8 does: one that is cut waits for its rest, so that each piece is the same text alone as
 * between its neighbours. What is no text passes as it is. Not thread-safe.
 */
final class WholeCharacters {
    private static final int LONGEST = 4;

    private final byte[] cut = new byte[LONGEST];
    private int held;

    /** Takes a piece, which is the caller's again when it returns. */
    interface Taker {
        void take(byte[] bytes, int offset, int length);
    }

    /** Hands these bytes on, behind what was kept back; keeps back a character that may go on. */
    void add(byte[] bytes, int offset, int length, Taker taker) {
        byte[] all = bytes;
        int from = offset;
        if (held > 0) {
            all = new byte[held + length];
            System.arraycopy(cut, 0, all, 0, held);
            System.arraycopy(bytes, offset, all, held, length);
            from = 0;
        }
        int end = from + held + length;
        int begun = begun(all, from, end);
        if (begun > from) {
            taker.take(all, from, begun - from);
        }
        held = end - begun;
        System.arraycopy(all, begun, cut, 0, held);
    }

    /** Hands on what is left of a character whose rest has not come. */
    void end(Taker taker) {
        if (held > 0) {
            taker.take(cut, 0, held);
            held = 0;
        }
    }

    /** Where a character begins that may go on behind the end; the end where none does. */
    private static int begun(byte[] bytes, int from, int end) {
        for (int at = end - 1; at >= from && at > end - LONGEST; at--) {
            int one = bytes[at] & 0xff;
            if (one < 0x80 || one > 0xbf) {
                return mayGoOn(bytes, at, end) ? at : end;
            }
        }
        return end;
    }

    private static boolean mayGoOn(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        if (end - at >= whole(lead)) {
            return false;
        }
        int second = end - at > 1 ? bytes[at + 1] & 0xff : least(lead);
        return second >= least(lead) && second <= most(lead);
    }

    /** How many bytes a character has that begins so; zero where none does. */
    private static int whole(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    private static int least(int lead) {
        return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    }

    private static int most(int lead) {
        return lead == 0xf4 ? 0x8f : 0xbf;
    }
}
