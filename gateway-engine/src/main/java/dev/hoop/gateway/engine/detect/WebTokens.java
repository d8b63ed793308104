package dev.hoop.gateway.engine.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** JSON Web Tokens in compact form: a header that is JSON and names an algorithm, and what is signed or encrypted (RFC 7515, 7516). */
final class WebTokens {
    private static final int MOST_PARTS = 5;
    private static final int LONGEST_HEADER = 8192;

    private WebTokens() {}

    /** The end of the token whose header stands between two indices, or -1. */
    static int end(String text, int start, int header) {
        if (header - start > LONGEST_HEADER
                || header >= text.length()
                || text.charAt(header) != '.'
                || !namesAlgorithm(text.substring(start, header))) {
            return -1;
        }
        int end = header;
        for (int parts = 1; parts < MOST_PARTS && end < text.length() && text.charAt(end) == '.'; parts++) {
            int part = endOfPart(text, end + 1);
            if (part == end + 1 && parts == 1) {
                return -1;
            }
            end = part;
        }
        return end;
    }

    static int endOfPart(String text, int from) {
        int end = from;
        while (end < text.length() && isBase64Url(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBase64Url(char c) {
        return Text.isLetter(c) || Text.isDigit(c) || c == '-' || c == '_';
    }

    private static boolean namesAlgorithm(String header) {
        try {
            return new String(Base64.getUrlDecoder().decode(header), UTF_8).contains("\"alg\"");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
