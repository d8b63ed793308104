package dev.hoop.gateway.engine.masking;

import java.util.Optional;

/**
 * What of a text may show. At most half of its characters ever do, and what is hidden has a fixed length: a value too short to hide half of
 * it shows nothing. Lengths count characters, not {@code char}s, and the padding of CHAR columns is no character.
 */
final class Shapes {
    private static final String STARS = "****";
    private static final int FEWEST_DIGITS = 12;
    private static final int MOST_DIGITS = 19;
    private static final int MOST_LETTERS = 6;

    private Shapes() {}

    static Optional<String> first(String value, int count, int width) {
        String text = value.stripTrailing();
        return hidesHalf(text, count)
                ? Optional.of(text.substring(0, text.offsetByCodePoints(0, count)) + stars(count, width))
                : Optional.empty();
    }

    static Optional<String> last(String value, int count, int width) {
        String text = value.stripTrailing();
        return hidesHalf(text, count)
                ? Optional.of(stars(count, width) + text.substring(text.offsetByCodePoints(text.length(), -count)))
                : Optional.empty();
    }

    private static boolean hidesHalf(String text, int shown) {
        return text.codePointCount(0, text.length()) >= 2L * shown;
    }

    /** Four stars, or as many as the column has room for. Depends on the column, never on the value. */
    private static String stars(int shown, int width) {
        return STARS.substring(0, Math.max(1, Math.min(STARS.length(), width - shown)));
    }

    /** {@code a***@***.com}: the first letter when two more are hidden, and an ending which is only letters. */
    static Optional<String> email(String value) {
        String text = value.strip();
        int at = text.lastIndexOf('@');
        int dot = text.lastIndexOf('.');
        if (at < 1 || at == text.length() - 1) {
            return Optional.empty();
        }
        int length = text.codePointCount(0, text.length());
        String letter = text.codePointCount(0, at) >= 3 ? text.substring(0, text.offsetByCodePoints(0, 1)) : "";
        String ending = dot > at + 1 ? text.substring(dot + 1) : "";
        boolean common = !ending.isEmpty() && ending.length() <= MOST_LETTERS && isAllLetters(ending);
        int shown = ending.length() + (letter.isEmpty() ? 0 : 1);
        return Optional.of(letter + "***@***" + (common && 2 * shown <= length ? "." + ending : ""));
    }

    /** A loop and no stream: each masked cell of each row passes here. */
    private static boolean isAllLetters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAsciiLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Stars and the last four digits of what has as many digits as a card. */
    static Optional<String> card(String value, int width) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c != ' ' && c != '-') {
                return Optional.empty();
            }
        }
        if (digits.length() < FEWEST_DIGITS || digits.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        return Optional.of("*".repeat(Math.max(1, Math.min(12, width - 4))) + digits.substring(digits.length() - 4));
    }

    private static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
