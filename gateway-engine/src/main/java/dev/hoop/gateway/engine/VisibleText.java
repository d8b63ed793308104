package dev.hoop.gateway.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Texts as people must see them before they answer for them: what a terminal or a page would obey, hide or reorder is shown as an escape.
 */
public final class VisibleText {
    private VisibleText() {}

    /** The text with every hidden character written by its number. Line breaks and tabs stay. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isPlain(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append("\\u{").append(Integer.toHexString(point)).append('}');
            }
        });
        return shown.toString();
    }

    /** Whether a character shows as itself. */
    public static boolean isPlain(int point) {
        return point == '\n' || point == '\t' || !hides(point);
    }

    /** What a reader must be warned of, in sentences; empty for a text that is what it looks like. */
    public static List<String> warnings(String text) {
        TreeSet<String> hidden = new TreeSet<>();
        TreeSet<String> foreign = new TreeSet<>();
        text.codePoints().forEach(point -> {
            if (!isPlain(point)) {
                hidden.add(name(point));
            } else if (point > 0x7f && Character.isLetter(point)) {
                foreign.add(name(point));
            }
        });
        List<String> warnings = new ArrayList<>();
        if (!hidden.isEmpty()) {
            warnings.add("It holds characters that are invisible or change the order of what you read: "
                    + String.join(", ", hidden) + ". They are marked below.");
        }
        if (!foreign.isEmpty()) {
            warnings.add("It holds letters beyond ASCII: "
                    + String.join(", ", foreign.stream().limit(12).toList()) + ".");
        }
        warnings.addAll(LookalikeWords.warnings(text));
        return warnings;
    }

    /** {@code U+202E}. */
    public static String name(int point) {
        return String.format(Locale.ROOT, "U+%04X", point);
    }

    private static boolean hides(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (type == Character.SPACE_SEPARATOR && point != ' ');
    }
}
