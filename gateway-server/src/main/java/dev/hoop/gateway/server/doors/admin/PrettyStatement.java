package dev.hoop.gateway.server.doors.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement laid out for reading: a line for each clause, words of SQL stressed. A help for the eye, never what is judged or run: it
 * moves nothing but the space between words, keeps texts, quoted names and comments as they are, and what it does not know it leaves alone.
 */
final class PrettyStatement {
    private static final int MOST = 20_000;
    /** A doubled quote is the end of one text and the start of the next. */
    private static final Pattern PIECE = Pattern.compile(
            "(?<space>\\s+)|(?<comment>--[^\\n]*|/\\*.*?(?:\\*/|$))"
                    + "|(?<literal>'[^']*(?:'|$)|(?<tag>\\$\\w*\\$).*?(?:\\k<tag>|$)|[0-9][0-9.]*)"
                    + "|(?<name>\"[^\"]*(?:\"|$)|`[^`]*(?:`|$))|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)|(?<other>.)",
            Pattern.DOTALL);

    private static final Set<String> CLAUSES = Set.of(
            "select",
            "from",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "union",
            "except",
            "intersect",
            "set",
            "values",
            "returning",
            "insert",
            "update",
            "delete",
            "merge",
            "using",
            "when",
            "window");
    private static final Set<String> DEEPER =
            Set.of("and", "or", "join", "left", "right", "full", "inner", "cross", "on");
    private static final Set<String> WORDS = Set.of(
            "into",
            "as",
            "by",
            "in",
            "is",
            "not",
            "null",
            "like",
            "between",
            "exists",
            "case",
            "then",
            "else",
            "end",
            "distinct",
            "all",
            "asc",
            "desc",
            "with",
            "recursive",
            "lateral",
            "create",
            "alter",
            "drop",
            "truncate",
            "table",
            "view",
            "index",
            "grant",
            "revoke",
            "to",
            "for",
            "only",
            "matched",
            "do",
            "nothing",
            "conflict",
            "cascade",
            "restrict",
            "outer",
            "natural",
            "default",
            "true",
            "false",
            "any",
            "some",
            "over",
            "partition",
            "filter",
            "call",
            "begin",
            "commit",
            "rollback",
            "explain",
            "copy",
            "add",
            "column",
            "constraint");

    private final StringBuilder line = new StringBuilder();
    private final List<Html> pieces = new ArrayList<>();
    private int depth;
    private boolean spaced;
    private boolean atStart = true;
    private boolean afterBetween;

    private PrettyStatement() {}

    /** The view; nothing for a text that is too long to be read anyway. */
    static Html of(String text) {
        if (text.length() > MOST || text.isBlank()) {
            return Html.NONE;
        }
        PrettyStatement pretty = new PrettyStatement();
        pretty.read(text);
        return Html.of("""
                <details open><summary>Laid out for reading</summary>
                <pre class="statement pretty" tabindex="0" aria-label="The statement laid out for reading">{}</pre>
                <p class="fine">A view of the same statement: only the space between its words is moved. What is judged and runs is the text above.</p>
                </details>
                """, Html.all(pretty.pieces));
    }

    private void read(String text) {
        Matcher piece = PIECE.matcher(text.strip());
        while (piece.find()) {
            if (piece.group("space") != null) {
                spaced = true;
            } else if (piece.group("comment") != null) {
                comment(piece.group());
            } else if (piece.group("literal") != null) {
                put("l", piece.group());
            } else if (piece.group("word") != null) {
                word(piece.group());
            } else {
                other(piece.group());
            }
        }
    }

    private void comment(String text) {
        put("c", text);
        if (text.startsWith("--")) {
            breakLine(depth); // what follows it on its own line does so here, too
        }
    }

    private void word(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        boolean joins = word.equals("and") && afterBetween;
        if (CLAUSES.contains(word) && spaced && !follows("for", "do", "then")) {
            breakLine(depth);
        } else if (DEEPER.contains(word) && spaced && !joins && !follows("left", "right", "full", "inner", "cross")) {
            breakLine(depth + 1);
        }
        afterBetween = word.equals("between") || (afterBetween && !joins);
        boolean known = CLAUSES.contains(word) || DEEPER.contains(word) || WORDS.contains(word);
        put(known ? "k" : "", text);
    }

    private boolean follows(String... words) {
        String before = line.toString().strip().toLowerCase(Locale.ROOT);
        return List.of(words).stream().anyMatch(before::endsWith);
    }

    private void other(String text) {
        if (text.equals(")")) {
            depth = Math.max(0, depth - 1);
        }
        put("", text);
        if (text.equals("(")) {
            depth++;
        }
        if (text.equals(";")) {
            breakLine(0);
        }
    }

    private void breakLine(int indent) {
        if (!atStart) {
            pieces.add(Html.escape("\n" + "  ".repeat(Math.min(indent, 20))));
            line.setLength(0);
            atStart = true;
        }
        spaced = false;
    }

    private void put(String kind, String text) {
        if (spaced && !atStart) {
            pieces.add(Html.escape(" "));
            line.append(' ');
        }
        spaced = false;
        atStart = false;
        line.append(text.length() > 40 ? text.substring(text.length() - 40) : text);
        Html shown = Shown.text(text);
        pieces.add(
                switch (kind) {
                    case "k" -> Html.of("<b class=\"k\">{}</b>", shown);
                    case "l" -> Html.of("<span class=\"l\">{}</span>", shown);
                    case "c" -> Html.of("<span class=\"c\">{}</span>", shown);
                    default -> shown;
                });
    }
}
