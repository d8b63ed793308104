package dev.hoop.gateway.engine.sql.token;

/**
 * Splits a text as the database that will run it does. Pure, thread-safe, linear in the text's length; never throws
 * because of what the text says.
 */
public final class Tokenizer {

    private static final String COMMENT_MATTERS =
            "a comment keeps its neighbours apart in a way that blanks would not; put it elsewhere";

    private Tokenizer() {}

    public static Tokenized tokenize(String text, LexicalSettings settings) {
        return tokenize(text, settings, Limits.DEFAULT);
    }

    public static Tokenized tokenize(String text, LexicalSettings settings, Limits limits) {
        try {
            checkCharacters(text, limits);
            Cursor cursor = scan(text, settings, limits);
            Tokens tokens = cursor.finish(settings);
            if (cursor.commentMark() > 0) {
                requireSameWithoutComments(tokens, limits);
            }
            return new Tokenized.Understood(tokens);
        } catch (LexicalRefusal refusal) {
            return new Tokenized.Refused(refusal.reason, Math.min(refusal.offset, text.length()));
        }
    }

    private static Cursor scan(String text, LexicalSettings settings, Limits limits) throws LexicalRefusal {
        Cursor cursor = new Cursor(text, limits);
        Lexer lexer = lexer(cursor, settings);
        while (!cursor.isAtEnd()) {
            lexer.step();
        }
        return cursor;
    }

    /** What was understood is what is sent: the text without comments must read the same, and have no comments left. */
    private static void requireSameWithoutComments(Tokens tokens, Limits limits) throws LexicalRefusal {
        Cursor sent = scan(tokens.executableText(), tokens.settings(), limits);
        if (sent.commentMark() > 0 || sent.count() != tokens.list().size()) {
            throw new LexicalRefusal(COMMENT_MATTERS, 0);
        }
        for (int i = 0; i < sent.count(); i++) {
            Token mine = tokens.list().get(i);
            if (!mine.readsLike(sent.last(sent.count() - i))) {
                throw new LexicalRefusal(COMMENT_MATTERS, mine.start());
            }
        }
    }

    private static Lexer lexer(Cursor cursor, LexicalSettings settings) {
        return switch (settings.dialect()) {
            case POSTGRESQL -> new PostgresqlLexer(cursor, settings);
            case MYSQL, MARIADB -> new MysqlLexer(cursor, settings);
            case H2 -> new H2Lexer(cursor);
            case SHELL -> throw settings.dialect().notSql();
        };
    }

    /** Refuses what must not be anywhere, inside literals and comments either. */
    private static void checkCharacters(String text, Limits limits) throws LexicalRefusal {
        if (text.length() > limits.maxBytes()) {
            throw new LexicalRefusal("statement is too long", 0);
        }
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                if (!Ascii.isBlank(c)) {
                    throw new LexicalRefusal("a control character other than tab, line break and form feed", i);
                }
            } else if (c >= 0x80) {
                if (!Character.isSurrogate(c)) {
                    bytes += c < 0x800 ? 1 : 2;
                } else if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    bytes += 2;
                    i++;
                } else {
                    throw new LexicalRefusal("half of a surrogate pair", i);
                }
            }
        }
        if (bytes > limits.maxBytes()) {
            throw new LexicalRefusal("statement is too long", 0);
        }
    }
}
