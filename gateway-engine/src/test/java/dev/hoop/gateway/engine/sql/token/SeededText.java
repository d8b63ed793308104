package dev.hoop.gateway.engine.sql.token;

import java.util.List;
import java.util.Random;

/**
 * Makes {@code SELECT} statements whose literals, names, gaps and comments hold what lexers trip over. Many are errors to the
 * database; the rest show what it makes of them.
 */
final class SeededText {
    private static final List<String> PIECES = List.of(
            "a", "b", " ", "'", "''", "\"", "\"\"", "`", "\\", "\\'", "\\\\", "--", "-- ", "/*", "*/", "//", "#", "$$",
            "$t$", "\n", "\r", ";", "?", "é", "😀", "@", "x41", "u0041", "0041", "\\0041", "+000041", "!", "%", "\\_",
            "n", "1", ",", "\u2028", "\u0085", "\u00a0", "0");

    private static final List<String> PREFIXES = List.of(
            "",
            "",
            "",
            "",
            "",
            "",
            "E",
            "e",
            "U&",
            "u&",
            "N",
            "n",
            "X",
            "B",
            "b",
            "_utf8mb4",
            "_utf8mb4 ",
            "_latin1",
            "_binary ",
            "q",
            "R",
            "_x",
            "date",
            "n ",
            "U& ");

    private static final List<String> NUMBERS = List.of(
            "1", "1e1", "1.5", ".5", "1.", "0x41", "0X41", "1_0", "0b1", "0o7", "1a", "1e", "1.e1", "1L", "12", "1..2",
            "0b2");

    private static final List<String> OPERATORS = List.of(
            "+", "-", "--", "- -", "||", "/", "//", "->", "#", "!=", "=", "<>", "< >", "<=", "=-", "@", "@-", "~", "&",
            "&&", "^", "%", "*", "**/", "::text", "->>", "<=>", ":=", "=>", "??", "!", "|");

    private static final List<String> NAMES =
            List.of("a1", "a$b", "A_b", "\"x y\"", "\"a\"\"b\"", "`q`", "'l'", "U&\"\\0061b\"");

    private final Random random;

    SeededText(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder("SELECT ");
        int items = 1 + random.nextInt(4);
        for (int i = 0; i < items; i++) {
            text.append(i == 0 ? "" : ",");
            item(text);
        }
        if (random.nextInt(8) == 0) {
            text.append(";");
            gap(text);
            text.append(random.nextBoolean() ? "SELECT 'z'" : "");
        }
        return text.toString();
    }

    private void item(StringBuilder text) {
        gap(text);
        value(text);
        gap(text);
        if (random.nextInt(6) == 0) {
            text.append(pick(OPERATORS));
            gap(text);
            value(text);
            gap(text);
        }
        if (random.nextInt(4) == 0) {
            text.append(random.nextBoolean() ? " AS " : " ").append(pick(NAMES));
            gap(text);
        }
    }

    private void value(StringBuilder text) {
        switch (random.nextInt(11)) {
            case 0 -> text.append(pick(NUMBERS));
            case 1 -> text.append("?");
            case 2 -> quoted(text, "$$", "$$");
            case 3 -> quoted(text, "$t$", "$t$");
            case 4 -> quoted(text, "\"", "\"");
            case 5 -> quoted(text, "`", "`");
            default -> {
                text.append(pick(PREFIXES));
                quoted(text, "'", "'");
                while (random.nextInt(5) == 0) {
                    gap(text);
                    quoted(text, "'", "'");
                }
                if (random.nextInt(10) == 0) {
                    gap(text);
                    text.append("UESCAPE '!'");
                }
            }
        }
    }

    private void quoted(StringBuilder text, String open, String close) {
        text.append(open);
        pieces(text);
        text.append(close);
    }

    private void gap(StringBuilder text) {
        while (random.nextInt(3) == 0) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> text.append(' ');
                case 3, 4 -> text.append('\n');
                case 5 -> text.append(pick(List.of("\r", "\t", "\f", "\u000b", "\u00a0", "\u2003")));
                case 6, 7 -> wrapped(text, "/*", "*/");
                case 8 -> wrapped(text, "--", "\n");
                case 9 -> wrapped(text, "-- ", pick(List.of("\n", "\r", "\r\n")));
                case 10 -> wrapped(text, "//", "\n");
                default -> wrapped(text, pick(List.of("#", "/*!", "/*+", "/*M!", "/*/*")), pick(List.of("\n", "*/")));
            }
        }
    }

    private void wrapped(StringBuilder text, String open, String close) {
        text.append(open);
        pieces(text);
        text.append(close);
    }

    private void pieces(StringBuilder text) {
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            text.append(pick(PIECES));
        }
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
