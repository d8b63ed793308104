package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Tells where a block of a private key begins and ends, which goes over many lines. */
final class KeyBlocks {
    private KeyBlocks() {}

    /** Whether a block is open behind the line. */
    static boolean isOpen(boolean before, byte[] raw, int[] shown, int from, int to) {
        if (!hasDashes(raw, shown, from, to)) {
            return before;
        }
        byte[] line = new byte[to - from];
        for (int i = from; i < to; i++) {
            line[i - from] = raw[shown[i]];
        }
        String text = new String(line, ISO_8859_1);
        int begin = text.lastIndexOf("-----BEGIN");
        int end = text.lastIndexOf("-----END");
        if (begin > end) {
            return text.indexOf("PRIVATE KEY", begin) > 0;
        }
        return before && end < 0;
    }

    private static boolean hasDashes(byte[] raw, int[] shown, int from, int to) {
        int run = 0;
        for (int i = from; i < to; i++) {
            run = raw[shown[i]] == '-' ? run + 1 : 0;
            if (run == 5) {
                return true;
            }
        }
        return false;
    }
}
