package dev.hoop.gateway.remote.token;

import dev.hoop.gateway.remote.failure.TokenSourceException;

/** A bearer token: whoever holds it is its subject. Never shown by {@code toString}. */
public record Token(String value) {
    /** Longer tokens do not fit the frames that are allowed before login. */
    public static final int MAX_CHARS = 12 * 1024;

    /**
     * Checks the form.
     *
     * @throws TokenSourceException if the token is empty, too long, or holds anything but visible ASCII characters
     */
    public Token {
        if (value.isEmpty()) {
            throw new TokenSourceException("the token is empty; set one, or check the source it comes from", null);
        }
        if (value.length() > MAX_CHARS) {
            throw new TokenSourceException(
                    "the token has %d characters, limit %d; check that its source prints the token alone"
                            .formatted(value.length(), MAX_CHARS),
                    null);
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new TokenSourceException(
                    "the token holds spaces, line breaks or non-ASCII characters; check that its source prints the token alone",
                    null);
        }
    }

    @Override
    public String toString() {
        return "Token[…]";
    }
}
