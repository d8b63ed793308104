package dev.hoop.gateway.engine.command;

import dev.hoop.gateway.engine.command.Term.Gap;
import dev.hoop.gateway.engine.command.Term.Known;
import dev.hoop.gateway.engine.command.Term.Piece;
import java.util.Arrays;

/**
 * A pattern for words that may have gaps. {@link #mayBe} asks whether any text the word may turn out to be fits, which is what forbidding
 * asks; {@link #mustBe} whether all of them fit, which is what permitting asks. Time is bounded by the product of both lengths. Immutable.
 */
public final class Glob {
    private static final int ONE = -1;
    private static final int SEGMENT = -2;
    private static final int RUN = -3;

    private final String text;
    private final int[] tokens;

    private Glob(String text, int[] tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** For words: {@code *} is any text, {@code ?} any character. */
    public static Glob ofWord(String text) {
        int[] tokens = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            tokens[length++] = c == '*' ? RUN : c;
        }
        return new Glob(text, Arrays.copyOf(tokens, length));
    }

    /** For paths: {@code *} stays within one part of the path, {@code **} does not. */
    public static Glob ofPath(String text) {
        int[] tokens = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*') {
                boolean twice = i + 1 < text.length() && text.charAt(i + 1) == '*';
                tokens[length++] = twice ? RUN : SEGMENT;
                i += twice ? 1 : 0;
            } else {
                tokens[length++] = c == '?' ? ONE : c;
            }
        }
        return new Glob(text, Arrays.copyOf(tokens, length));
    }

    /** Whether some text that the word may be fits. */
    public boolean mayBe(Term term) {
        return meets(tokens(term), true);
    }

    /** Whether every text that the word may be fits. */
    public boolean mustBe(Term term) {
        return meets(tokens(term), false);
    }

    /** Whether this text fits. */
    public boolean fits(String known) {
        return mustBe(Term.of(known));
    }

    private static int[] tokens(Term term) {
        int length = 0;
        for (Piece piece : term.pieces()) {
            length += piece instanceof Known known ? known.text().length() : 1;
        }
        int[] tokens = new int[length];
        int at = 0;
        for (Piece piece : term.pieces()) {
            if (piece instanceof Known known) {
                for (int i = 0; i < known.text().length(); i++) {
                    tokens[at++] = known.text().charAt(i);
                }
            } else {
                tokens[at++] = switch ((Gap) piece) {
                    case ONE -> ONE;
                    case SEGMENT -> SEGMENT;
                    case RUN -> RUN;
                };
            }
        }
        return tokens;
    }

    /** One row per token of the word: where in the pattern one can be by then. */
    private boolean meets(int[] word, boolean some) {
        boolean[] row = new boolean[tokens.length + 1];
        row[0] = true;
        skipEmpty(row);
        for (int token : word) {
            row = isRun(token) ? (some ? throughGap(row, token) : absorbed(row, token)) : through(row, token, some);
            if (isEmpty(row)) {
                return false;
            }
        }
        return row[tokens.length];
    }

    private void skipEmpty(boolean[] row) {
        for (int j = 0; j < tokens.length; j++) {
            row[j + 1] |= row[j] && isRun(tokens[j]);
        }
    }

    /** A character, or a gap of exactly one. */
    private boolean[] through(boolean[] row, int token, boolean some) {
        boolean[] next = new boolean[row.length];
        for (int j = 0; j < tokens.length; j++) {
            if (row[j] && accepts(tokens[j], token, some)) {
                next[isRun(tokens[j]) ? j : j + 1] = true;
            }
        }
        skipEmpty(next);
        return next;
    }

    /** A gap of any length may hold whatever the pattern asks for. */
    private boolean[] throughGap(boolean[] row, int gap) {
        boolean[] next = row.clone();
        for (int j = 0; j < tokens.length; j++) {
            next[j + 1] |= next[j] && accepts(tokens[j], gap, true);
        }
        skipEmpty(next);
        return next;
    }

    /** Only a run of the pattern holds a gap whatever is in it. */
    private boolean[] absorbed(boolean[] row, int gap) {
        boolean[] next = new boolean[row.length];
        for (int j = 0; j < tokens.length; j++) {
            next[j] = row[j] && (tokens[j] == RUN || (tokens[j] == SEGMENT && gap == SEGMENT));
        }
        skipEmpty(next);
        return next;
    }

    private static boolean accepts(int pattern, int token, boolean some) {
        boolean noSlash = pattern == ONE || pattern == SEGMENT;
        if (token == RUN) {
            return some;
        }
        if (token == ONE || token == SEGMENT) {
            return noSlash || pattern == RUN || (some && pattern != '/');
        }
        return pattern == RUN || pattern == token || (noSlash && token != '/');
    }

    private static boolean isRun(int token) {
        return token == RUN || token == SEGMENT;
    }

    private static boolean isEmpty(boolean[] row) {
        for (boolean reached : row) {
            if (reached) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
