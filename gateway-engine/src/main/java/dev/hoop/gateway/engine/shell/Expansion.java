package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.command.Term.Gap;
import dev.hoop.gateway.engine.command.Term.Known;
import dev.hoop.gateway.engine.command.Term.Piece;
import dev.hoop.gateway.engine.shell.syntax.Word;
import dev.hoop.gateway.engine.shell.syntax.Word.Elements;
import dev.hoop.gateway.engine.shell.syntax.Word.Literal;
import dev.hoop.gateway.engine.shell.syntax.Word.Parameter;
import dev.hoop.gateway.engine.shell.syntax.Word.Part;
import dev.hoop.gateway.engine.shell.syntax.Word.Pipe;
import dev.hoop.gateway.engine.shell.syntax.Word.Substitution;
import dev.hoop.gateway.engine.shell.syntax.Word.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the shell makes of words before a program gets them, as far as that is known. */
final class Expansion {
    private static final Pattern TILDE = Pattern.compile("~([^/]*)(/.*|)", Pattern.DOTALL);

    private final String home;

    Expansion(String home) {
        this.home = home;
    }

    /** The words that one word becomes. */
    List<Term> words(Word word) {
        Optional<List<List<Part>>> expanded = Braces.expand(word);
        if (expanded.isEmpty()) {
            return List.of(Term.UNKNOWN_WORDS);
        }
        List<Term> terms = new ArrayList<>();
        for (List<Part> parts : expanded.get()) {
            if (!parts.isEmpty()) {
                terms.add(term(parts));
            }
        }
        return terms;
    }

    /** What a shell without brace expansion makes of a word. */
    Term withBraces(Word word) {
        return term(word.parts());
    }

    /** A word of which always one word is made: a value that is assigned, the text of a here-document. */
    Term one(Word word) {
        Term term = term(word.parts());
        return new Term(term.several() && term.beginning().isEmpty() ? List.of(Gap.RUN) : term.pieces(), false);
    }

    private Term term(List<Part> parts) {
        List<Piece> pieces = new ArrayList<>();
        boolean several = false;
        boolean first = true;
        for (Part part : parts) {
            if (part instanceof Literal open
                    && !open.quoted()
                    && opensSet(open.text())
                    && part != parts.get(parts.size() - 1)) {
                pieces.add(Gap.RUN); // what it may hold stands in later parts
                return new Term(pieces, true);
            }
            if (part instanceof Literal literal) {
                several |= literal(literal, first, parts.size() == 1, pieces);
            } else if (splits(part)) {
                return Term.UNKNOWN_WORDS;
            } else {
                pieces.addAll(gap(part));
            }
            first = false;
        }
        return new Term(pieces, several);
    }

    private static boolean splits(Part part) {
        if (part instanceof Parameter parameter) {
            boolean all = parameter.name().equals("@") || parameter.name().endsWith("[@]");
            boolean number = parameter.operator().isEmpty() && parameter.name().matches("[#?$!]");
            return parameter.quoted() ? all || parameter.operator().contains("!") : !number;
        }
        return (part instanceof Substitution substitution && !substitution.quoted()) || part instanceof Elements;
    }

    private static List<Piece> gap(Part part) {
        if (part instanceof Pipe) {
            return List.of(new Known("/dev/fd/"), Gap.SEGMENT);
        }
        boolean number = part instanceof Sum
                || (part instanceof Parameter parameter
                        && parameter.operator().isEmpty()
                        && parameter.name().matches("[#?$!]"));
        return List.of(number ? Gap.SEGMENT : Gap.RUN);
    }

    /** Answers whether the shell looks for files of that name. */
    private boolean literal(Literal literal, boolean first, boolean only, List<Piece> pieces) {
        if (literal.quoted()) {
            pieces.add(new Known(literal.text()));
            return false;
        }
        String text = literal.text();
        if (first && text.startsWith("~")) {
            text = tilde(text, only, pieces);
        }
        return patterns(text, pieces);
    }

    /** Answers what is left of the text. */
    private String tilde(String text, boolean only, List<Piece> pieces) {
        Matcher matcher = TILDE.matcher(text);
        if (!matcher.matches() || (matcher.group(2).isEmpty() && !only)) {
            pieces.add(Gap.RUN); // the name goes on in quotes, or behind a variable
            return "";
        }
        if (matcher.group(1).isEmpty()) {
            pieces.add(new Known(home));
        } else {
            pieces.add(Gap.RUN);
        }
        return matcher.group(2);
    }

    private static boolean patterns(String text, List<Piece> pieces) {
        boolean found = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int close = c == '[' ? closing(text, i) : -1;
            if (c == '*') {
                pieces.add(Gap.SEGMENT);
                found = true;
            } else if (c == '?') {
                pieces.add(Gap.ONE);
                found = true;
            } else if (close > 0) {
                pieces.add(Gap.ONE);
                found = true;
                i = close;
            } else {
                pieces.add(new Known(Character.toString(c)));
            }
            i++;
        }
        return found;
    }

    private static boolean opensSet(String text) {
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
            int close = closing(text, open);
            if (close < 0) {
                return true;
            }
            open = close;
        }
        return false;
    }

    private static int closing(String text, int open) {
        int at = open + 1;
        if (at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^')) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == ']') {
            at++;
        }
        while (at < text.length()) {
            if (text.charAt(at) == '[' && at + 1 < text.length() && ":.=".indexOf(text.charAt(at + 1)) >= 0) {
                int end = text.indexOf(text.charAt(at + 1) + "]", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (text.charAt(at) == ']') {
                return at;
            } else {
                at++;
            }
        }
        return -1;
    }
}
