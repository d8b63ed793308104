package dev.hoop.gateway.engine.sql.token;

import dev.hoop.gateway.engine.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One statement among the tokens of a text: tokens {@code from} to {@code to}, chars {@code startOffset} to {@code endOffset}. */
record StatementRange(int from, int to, int startOffset, int endOffset) {

    private static final Set<String> ROUTINES = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", "BODY");

    /** With these a statement with semicolons of its own begins, or ends, in MySQL and MariaDB. */
    private static final Set<String> COMPOUND =
            Set.of("IF", "CASE", "LOOP", "REPEAT", "WHILE", "FOR", "DECLARE", "END", "ELSE", "ELSEIF", "UNTIL", "WHEN");

    static List<StatementRange> split(List<Token> tokens, LexicalSettings settings, int length) throws LexicalRefusal {
        List<StatementRange> ranges = new ArrayList<>(1);
        boolean postgresql = settings.dialect() == Dialect.POSTGRESQL;
        boolean mysql = settings.dialect() == Dialect.MYSQL || settings.dialect() == Dialect.MARIADB;
        if (mysql && definesRoutine(tokens)) {
            return List.of(whole(tokens, length));
        }
        int from = 0;
        int startOffset = 0;
        boolean inBody = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (postgresql && token.type() == TokenType.WORD) {
                if (inBody) {
                    inBody = !endsBody(tokens, i);
                } else {
                    inBody = startsBody(tokens, from, i);
                }
            }
            if (!inBody && token.isSign(";")) {
                if (i > from) {
                    ranges.add(new StatementRange(from, i, startOffset, token.start()));
                }
                from = i + 1;
                startOffset = token.end();
            }
        }
        if (inBody) {
            throw new LexicalRefusal("BEGIN ATOMIC has no END", length);
        }
        if (tokens.size() > from) {
            ranges.add(new StatementRange(from, tokens.size(), startOffset, length));
        }
        if (mysql) {
            requireSimple(tokens, ranges);
        }
        return ranges;
    }

    /**
     * Whether the first statement defines a routine. All that follows is its body: sessions are connected without leave to send several
     * statements at once, so the server, too, reads such a text as one statement or refuses it.
     */
    private static boolean definesRoutine(List<Token> tokens) {
        if (tokens.isEmpty() || !tokens.get(0).isWord("CREATE")) {
            return false;
        }
        return tokens.stream()
                .takeWhile(token -> !token.isSign(";"))
                .anyMatch(token -> token.type() == TokenType.WORD && ROUTINES.contains(Ascii.upper(token.text())));
    }

    private static StatementRange whole(List<Token> tokens, int length) {
        int end = tokens.size();
        while (tokens.get(end - 1).isSign(";")) {
            end--;
        }
        return new StatementRange(0, end, 0, length);
    }

    /** A function body in SQL: its semicolons do not end the CREATE. */
    private static boolean startsBody(List<Token> tokens, int from, int i) {
        return tokens.get(i).isWord("ATOMIC")
                && i > from
                && tokens.get(i - 1).isWord("BEGIN")
                && tokens.get(from).isWord("CREATE");
    }

    /** Each statement of a body ends with a semicolon, so an END right after one, and no other END, closes the body. */
    private static boolean endsBody(List<Token> tokens, int i) throws LexicalRefusal {
        Token before = tokens.get(i - 1);
        if (!tokens.get(i).isWord("END") || !(before.isSign(";") || before.isWord("ATOMIC"))) {
            return false;
        }
        if (i + 1 < tokens.size() && !tokens.get(i + 1).isSign(";")) {
            throw new LexicalRefusal(
                    "something follows the END of BEGIN ATOMIC",
                    tokens.get(i + 1).start());
        }
        return true;
    }

    /** Refuses a text of several statements if a semicolon might belong to a compound statement. */
    private static void requireSimple(List<Token> tokens, List<StatementRange> ranges) throws LexicalRefusal {
        if (ranges.size() < 2) {
            return;
        }
        for (StatementRange range : ranges) {
            List<Token> statement = tokens.subList(range.from(), range.to());
            Token first = statement.get(0);
            String word = Ascii.upper(first.text());
            boolean block = word.equals("BEGIN")
                    && statement.size() > 1
                    && !statement.get(1).isWord("WORK");
            boolean routine = (word.equals("CREATE") || word.equals("ALTER"))
                    && statement.stream()
                            .anyMatch(token ->
                                    token.type() == TokenType.WORD && ROUTINES.contains(Ascii.upper(token.text())));
            if (first.type() != TokenType.WORD || block || routine || COMPOUND.contains(word)) {
                if (!first.isSign("(")) {
                    throw new LexicalRefusal(
                            "several statements of which one may be compound; send each on its own", first.start());
                }
            }
        }
    }
}
