package dev.hoop.gateway.engine.detect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One way to write an entity of fixed form.
 *
 * @param shape {@code d} is a digit, {@code L} a letter, {@code x} either; anything else is itself
 */
record Format(Entity entity, String shape, Check check) {
    /** Decides on the characters at the places of {@code d}, {@code L} and {@code x}, in upper case. */
    @FunctionalInterface
    interface Check {
        /**
         * Decides.
         *
         * @param grouped whether the shape has punctuation, which a chance number seldom has
         */
        Certainty of(String characters, boolean grouped);
    }

    static Stream<Format> all(Entity entity, Check check, String... shapes) {
        return Stream.of(shapes).map(shape -> new Format(entity, shape, check));
    }

    /** How many digits it begins with; 0 where it begins with letters. */
    int leadingDigits() {
        return leading('d');
    }

    int leadingLetters() {
        return leading('L');
    }

    private int leading(char kind) {
        int count = 0;
        while (count < shape.length() && shape.charAt(count) == kind) {
            count++;
        }
        return count;
    }

    /** What the text at a place is: the check's word, if the form fits and nothing touches it. */
    Certainty at(String text, int start) {
        int end = start + shape.length();
        if (end > text.length() || !fits(text, start) || !Text.ends(text, end) || goesOn(text, start, end)) {
            return Certainty.NONE;
        }
        StringBuilder characters = new StringBuilder(shape.length());
        for (int i = 0; i < shape.length(); i++) {
            if (isPlace(shape.charAt(i))) {
                characters.append(text.charAt(start + i));
            }
        }
        return check.of(characters.toString().toUpperCase(Locale.ROOT), characters.length() < shape.length());
    }

    private boolean fits(String text, int start) {
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(start + i);
            char wanted = shape.charAt(i);
            boolean fits = switch (wanted) {
                case 'd' -> Text.isDigit(c);
                case 'L' -> Text.isLetter(c);
                case 'x' -> Text.isDigit(c) || Text.isLetter(c);
                default -> c == wanted;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Whether equal groups with spaces are a part of a longer row of such groups. Sixteen digits and more are whole, whatever follows. */
    private boolean goesOn(String text, int start, int end) {
        int group = equalGroups();
        return group > 0 && (isGroup(text, end + 1, group) || isGroup(text, start - 1 - group, group));
    }

    private int equalGroups() {
        int group = leadingDigits();
        boolean equal = shape.length() > group && shape.length() < 19 && (shape.length() + 1) % (group + 1) == 0;
        for (int i = group; equal && i < shape.length(); i += group + 1) {
            equal = shape.charAt(i) == ' ';
        }
        return equal ? group : 0;
    }

    /** Whether digits of this number, and no more, stand at an index, with a space between them and the rest. */
    private static boolean isGroup(String text, int at, int length) {
        if (at < 0 || at + length > text.length()) {
            return false;
        }
        for (int i = at; i < at + length; i++) {
            if (!Text.isDigit(text.charAt(i))) {
                return false;
            }
        }
        boolean left = at == 0 || text.charAt(at - 1) == ' ' || !Text.isWord(text.charAt(at - 1));
        boolean right = at + length == text.length() || !Text.isWord(text.charAt(at + length));
        return left && right;
    }

    private static boolean isPlace(char c) {
        return c == 'd' || c == 'L' || c == 'x';
    }

    /** Every format of fixed form. */
    static List<Format> known() {
        return Stream.of(CardNumbers.formats(), SocialSecurity.formats(), EuropeanIds.formats(), OtherIds.formats())
                .flatMap(formats -> formats)
                .toList();
    }
}
