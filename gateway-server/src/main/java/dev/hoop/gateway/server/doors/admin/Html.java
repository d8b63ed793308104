package dev.hoop.gateway.server.doors.admin;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Collection;

/** A piece of a page. The only way from a text to one is escaped, so no text becomes markup. */
final class Html {
    static final Html NONE = new Html("");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** A template of this program, with each {@code {}} replaced by the next value: another piece as it is, anything else escaped. */
    static Html of(@CompileTimeConstant final String template, Object... values) {
        StringBuilder out = new StringBuilder(template.length() + 64);
        int from = 0;
        for (Object value : values) {
            int at = template.indexOf("{}", from);
            if (at < 0) {
                throw new IllegalArgumentException("the template has fewer places than there are values");
            }
            out.append(template, from, at);
            out.append(value instanceof Html piece ? piece.markup : escaped(String.valueOf(value)));
            from = at + 2;
        }
        if (template.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("the template has more places than there are values");
        }
        return new Html(out.append(template, from, template.length()).toString());
    }

    static Html all(Collection<Html> pieces) {
        StringBuilder out = new StringBuilder();
        pieces.forEach(piece -> out.append(piece.markup));
        return new Html(out.toString());
    }

    static Html escape(String text) {
        return new Html(escaped(text));
    }

    /** Good in text and in quoted attributes. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return markup;
    }
}
