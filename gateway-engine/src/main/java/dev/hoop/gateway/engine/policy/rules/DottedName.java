package dev.hoop.gateway.engine.policy.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How name patterns are written: parts with dots between them, {@code *} in a part, quotes around a part that is meant exactly. */
public final class DottedName {
    private DottedName() {}

    /** The parts; empty when the text is no such name. */
    public static Optional<List<Segment>> split(String text) {
        List<Segment> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            StringBuilder part = new StringBuilder();
            at = quoted ? quoted(text, at + 1, part) : plain(text, at, part);
            if (at < 0 || part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(new Segment(part.toString(), quoted));
            if (at == text.length()) {
                return Optional.of(parts);
            }
            if (text.charAt(at) != '.') {
                return Optional.empty();
            }
            at++;
        }
    }

    private static int plain(String text, int from, StringBuilder part) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '.') {
            char c = text.charAt(at++);
            if (c == '"' || Character.isWhitespace(c) || Character.isISOControl(c)) {
                return -1;
            }
            part.append(c);
        }
        return at;
    }

    /** A quote is doubled inside; returns the position behind the closing one. */
    private static int quoted(String text, int from, StringBuilder part) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && (at == text.length() || text.charAt(at) != '"')) {
                return at;
            }
            at += c == '"' ? 1 : 0;
            part.append(c);
        }
        return -1;
    }
}
