package dev.hoop.gateway.engine.sql.token;

import java.util.ArrayList;
import java.util.List;

/**
 * A text, or one statement of it, as its database reads it. Immutable and thread-safe.
 *
 * <p>Offsets of tokens always count from the beginning of the whole text.
 */
public final class Tokens {

    private final String executable;

    private final LexicalSettings settings;

    private final List<Token> list;

    private final List<Tokens> statements;

    private final int offset;

    /** One statement. */
    private Tokens(String executable, int offset, LexicalSettings settings, List<Token> list) {
        this.executable = executable;
        this.offset = offset;
        this.settings = settings;
        this.list = list;
        this.statements = List.of(this);
    }

    /** A whole text. */
    private Tokens(String executable, LexicalSettings settings, List<Token> list, List<Tokens> statements) {
        this.executable = executable;
        this.offset = 0;
        this.settings = settings;
        this.list = list;
        this.statements = statements;
    }

    static Tokens of(String text, LexicalSettings settings, List<Token> found, int[] comments, Limits limits)
            throws LexicalRefusal {
        String executable = withoutComments(text, comments);
        List<Token> list = List.copyOf(found);
        List<Tokens> statements = new ArrayList<>(1);
        for (StatementRange range : StatementRange.split(list, settings, text.length())) {
            if (statements.size() == limits.maxStatements()) {
                throw new LexicalRefusal("too many statements in one text", range.startOffset());
            }
            statements.add(new Tokens(
                    executable.substring(range.startOffset(), range.endOffset()),
                    range.startOffset(),
                    settings,
                    list.subList(range.from(), range.to())));
        }
        return new Tokens(executable, settings, list, List.copyOf(statements));
    }

    private static String withoutComments(String text, int[] comments) {
        if (comments.length == 0) {
            return text;
        }
        char[] chars = text.toCharArray();
        for (int i = 0; i < comments.length; i += 2) {
            for (int at = comments[i]; at < comments[i + 1]; at++) {
                if (!Ascii.isNewline(chars[at])) {
                    chars[at] = ' ';
                }
            }
        }
        return new String(chars);
    }

    /** All tokens, semicolons between statements included. */
    public List<Token> list() {
        return list;
    }

    /** The statements between top-level semicolons, empty ones left out; one statement is its own only statement. */
    public List<Tokens> statements() {
        return statements;
    }

    public LexicalSettings settings() {
        return settings;
    }

    /** Where {@link #executableText} begins in the whole text. */
    public int offset() {
        return offset;
    }

    /**
     * What must be sent: the text as written, with every char of a comment but its line breaks turned into a blank, so that
     * error positions stay true. For one statement of several: from the semicolon before it to the one after it.
     */
    public String executableText() {
        return executable;
    }

    @Override
    public String toString() {
        return "Tokens[" + list.size() + " tokens, " + statements.size() + " statements]";
    }
}
