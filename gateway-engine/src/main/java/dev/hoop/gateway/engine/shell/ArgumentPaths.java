package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which parts of an argument may be a path: all of it, and what stands behind {@code =}, {@code :}, {@code @} or {@code <}, between
 * commas and their kin, and behind an option's letters.
 */
final class ArgumentPaths {
    private static final int MOST_COLONS = 8;
    private static final int MOST_LETTERS = 8;
    private static final int MOST_PARTS = 64;

    private ArgumentPaths() {}

    static List<Term> of(Term argument) {
        List<Term> found = new ArrayList<>();
        String text = argument.beginning();
        boolean option = text.startsWith("-") && text.length() > 1;
        if (!option) {
            found.add(argument);
        } else if (!text.startsWith("--") && (text.length() > 2 || !argument.isKnown())) {
            found.add(argument.after(Math.min(2, text.length())));
            behindLetters(argument, text, found);
        }
        int equals = text.indexOf('=');
        if (equals >= 0) {
            found.add(argument.after(equals + 1));
        } else if (text.startsWith("--") && !argument.isKnown()) {
            found.add(Term.UNKNOWN);
        }
        int colon = text.indexOf(':');
        for (int i = 0; i < MOST_COLONS && colon >= 0; i++) {
            found.add(argument.after(colon + 1));
            colon = text.indexOf(':', colon + 1);
        }
        behindSigns(argument, text, found);
        address(argument, text, found);
        return found;
    }

    /** Several letters may stand before a value: {@code -sT/etc/passwd}. */
    private static void behindLetters(Term argument, String text, List<Term> found) {
        for (int i = 3; i < text.length() && i < MOST_LETTERS && Character.isLetterOrDigit(text.charAt(i - 1)); i++) {
            found.add(argument.after(i));
        }
        int slash = text.indexOf('/', 2);
        if (slash > 0) {
            found.add(argument.after(slash));
        }
    }

    /** {@code name=@file;type=x}, {@code name@file}, {@code {a,b}}: each part without the signs around it. */
    private static void behindSigns(Term argument, String text, List<Term> found) {
        int parts = 0;
        for (int i = 0; i < text.length() && parts < MOST_PARTS; i++) {
            if ("@<{,;".indexOf(text.charAt(i)) >= 0) {
                int end = i + 1;
                while (end < text.length() && "@<{},;".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                boolean last = end == text.length();
                if (last || end > i + 1) {
                    found.add(last ? argument.after(i + 1) : Term.of(text.substring(i + 1, end)));
                    parts++;
                }
            }
        }
    }

    /** {@code file://host/path}, where patterns and numbers of characters may stand for others. */
    private static void address(Term argument, String text, List<Term> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        int scheme = lower.indexOf("file:");
        if (scheme < 0) {
            return;
        }
        boolean open = lower.matches("(?s).*[%\\[{*].*");
        if (open) {
            found.add(Term.UNKNOWN);
        }
        int path = text.startsWith("//", scheme + 5) ? text.indexOf('/', scheme + 7) : -1;
        if (path > 0) {
            found.add(argument.after(path));
        }
    }
}
