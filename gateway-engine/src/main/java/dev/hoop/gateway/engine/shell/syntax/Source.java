package dev.hoop.gateway.engine.shell.syntax;

/**
 * A text and a place in it. {@link #peek} and {@link #next} do not see a backslash before the end of a line, as the shell does not; {@link
 * #raw} sees everything. Not thread-safe.
 */
final class Source {
    static final int END = -1;

    /** More nesting than this is not read: nobody could judge it either. */
    private static final int DEEPEST = 40;

    private final String text;
    private final int offset;
    private int at;
    private int depth;

    Source(String text, int offset, int depth) {
        this.text = text;
        this.offset = offset;
        this.depth = depth;
    }

    int peek() {
        while (text.startsWith("\\\n", at)) {
            at += 2;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    /** The character after the next. */
    int peekSecond() {
        int here = at;
        next();
        int second = peek();
        at = here;
        return second;
    }

    int next() {
        int c = peek();
        if (c != END) {
            at++;
        }
        return c;
    }

    int raw() {
        return at < text.length() ? text.charAt(at++) : END;
    }

    boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    boolean accept(String wanted) {
        int here = at;
        for (int i = 0; i < wanted.length(); i++) {
            if (!accept(wanted.charAt(i))) {
                at = here;
                return false;
            }
        }
        return true;
    }

    void expect(char wanted, String construct) throws SyntaxRefusal {
        if (!accept(wanted)) {
            throw refusal("'" + wanted + "' of " + construct + " is missing");
        }
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** Up to the end of the line, which a backslash before it does not take away: shells join no lines in comments. */
    void skipComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    int at() {
        return at;
    }

    /** Where this place is in the whole text. */
    int place() {
        return offset + at;
    }

    void backTo(int place) {
        at = place;
    }

    void backTo(int place, int depthThen) {
        at = place;
        depth = depthThen;
    }

    String slice(int from) {
        return text.substring(from, at);
    }

    int depth() {
        return depth;
    }

    void enter() throws SyntaxRefusal {
        depth++;
        if (depth > DEEPEST) {
            throw refused("it is nested more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    /** Something else was expected here; at the end of the text more of it may help. */
    SyntaxRefusal refusal(String why) {
        return new SyntaxRefusal(why, place(), peek() == END);
    }

    SyntaxRefusal refused(String why) {
        return new SyntaxRefusal(why, place(), false);
    }
}
