package dev.hoop.gateway.engine.shell.syntax;

import dev.hoop.gateway.engine.shell.syntax.Word.Literal;
import dev.hoop.gateway.engine.shell.syntax.Word.Parameter;
import dev.hoop.gateway.engine.shell.syntax.Word.Part;
import dev.hoop.gateway.engine.shell.syntax.Word.Pipe;
import dev.hoop.gateway.engine.shell.syntax.Word.Substitution;
import dev.hoop.gateway.engine.shell.syntax.Word.Sum;
import java.util.ArrayList;
import java.util.List;

/** Reads words: quotes, escapes and expansions. Not thread-safe. */
final class WordReader {
    private static final String BREAKS = " \t\n;&|()<>";
    private static final String SPECIAL = "@*#?-$!";

    private final Source source;
    private final ScriptReader scripts;
    private final boolean bash;

    WordReader(Source source, ScriptReader scripts, boolean bash) {
        this.source = source;
        this.scripts = scripts;
        this.bash = bash;
    }

    /** One word up to what cannot be in it. Empty parts where there is none. */
    Word word() throws SyntaxRefusal {
        int at = source.place();
        return new Word(parts(BREAKS), at);
    }

    private List<Part> parts(String ends) throws SyntaxRefusal {
        source.enter();
        Joined parts = new Joined();
        while (true) {
            int c = source.peek();
            if ((c == '<' || c == '>') && ends.equals(BREAKS) && source.peekSecond() == '(') {
                source.next();
                source.next();
                parts.add(new Pipe(scripts.nested(')', "a process substitution")));
            } else if (c == Source.END || ends.indexOf(c) >= 0) {
                source.leave();
                return parts.all();
            } else {
                part(c, parts);
            }
        }
    }

    private void part(int c, Joined parts) throws SyntaxRefusal {
        switch (c) {
            case '\\' -> escaped(parts);
            case '\'' -> {
                source.next();
                parts.literal(singleQuoted(), true);
            }
            case '"' -> {
                source.next();
                doubleQuoted(parts);
            }
            case '$' -> unquotedDollar(parts);
            case '`' -> {
                source.next();
                parts.add(backquoted(false));
            }
            default -> {
                requireOrdinary(c);
                parts.literal(Character.toString(source.next()), false);
            }
        }
    }

    private void escaped(Joined parts) throws SyntaxRefusal {
        source.next();
        int c = source.raw();
        if (c == Source.END) {
            throw source.refusal("a backslash ends the text");
        }
        parts.literal(Character.toString((char) c), true);
    }

    /** Blanks of other scripts divide words in some locales only. */
    private void requireOrdinary(int c) throws SyntaxRefusal {
        if (c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw source.refused("a blank that is not ASCII stands outside quotes");
        }
    }

    private String singleQuoted() throws SyntaxRefusal {
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = source.raw();
            if (c == Source.END) {
                throw source.refusal("a quote is not closed");
            } else if (c == '\'') {
                return text.toString();
            }
            lineBreak(c);
            text.append((char) c);
        }
    }

    private void lineBreak(int c) throws SyntaxRefusal {
        if (c == '\n') {
            scripts.refuseLineBreakBeforeDocument();
        }
    }

    private void doubleQuoted(Joined parts) throws SyntaxRefusal {
        parts.literal("", true);
        while (true) {
            int c = source.peek();
            switch (c) {
                case Source.END -> throw source.refusal("a quote is not closed");
                case '"' -> {
                    source.next();
                    return;
                }
                case '\\' -> {
                    source.next();
                    int next = source.raw();
                    if (next == Source.END) {
                        throw source.refusal("a quote is not closed");
                    }
                    boolean escapes = "$`\"\\".indexOf(next) >= 0;
                    parts.literal((escapes ? "" : "\\") + (char) next, true);
                }
                case '$' -> parts.add(dollar(true));
                case '`' -> {
                    source.next();
                    parts.add(backquoted(true));
                }
                default -> {
                    lineBreak(c);
                    parts.literal(Character.toString((char) source.next()), true);
                }
            }
        }
    }

    /** The text of a here-document whose delimiter is not quoted. */
    List<Part> document() throws SyntaxRefusal {
        Joined parts = new Joined();
        while (true) {
            int c = source.peek();
            switch (c) {
                case Source.END -> {
                    return parts.all();
                }
                case '\\' -> {
                    source.next();
                    int next = source.raw();
                    boolean escapes = next != Source.END && "$`\\".indexOf(next) >= 0;
                    parts.literal((escapes ? "" : "\\") + (next == Source.END ? "" : (char) next), true);
                }
                case '$' -> parts.add(dollar(true));
                case '`' -> {
                    source.next();
                    parts.add(backquoted(true));
                }
                default -> parts.literal(Character.toString((char) source.next()), true);
            }
        }
    }

    private void unquotedDollar(Joined parts) throws SyntaxRefusal {
        int second = source.peekSecond();
        if (!bash && (second == '\'' || second == '"')) {
            throw source.refused(
                    "bash and sh read a '$' before a quote differently; say on the target that its shell is bash");
        }
        if (second == '\'') {
            source.next();
            source.next();
            parts.literal(new AnsiQuotes(source).read(), true);
        } else if (second == '"') {
            source.next();
            source.next();
            doubleQuoted(parts);
        } else {
            parts.add(dollar(false));
        }
    }

    /** What begins with a dollar. */
    Part dollar(boolean quoted) throws SyntaxRefusal {
        source.next();
        int c = source.peek();
        if (c == '(') {
            source.next();
            if (source.peek() == '(') {
                source.next();
                return new Sum(Sums.twoBrackets(source, this), quoted);
            }
            return new Substitution(scripts.nested(')', "a substitution"), quoted);
        } else if (c == '{') {
            source.next();
            return braced(quoted);
        } else if (c == '[') {
            throw source.refused("'$[' is not read; write $(( … ))");
        } else if (isDigit(c) || SPECIAL.indexOf(c) >= 0) {
            return new Parameter(Character.toString((char) source.next()), "", true, List.of(), quoted);
        } else if (isName(c)) {
            return new Parameter(name(), "", true, List.of(), quoted);
        }
        return new Literal("$", quoted);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (isName(source.peek()) || isDigit(source.peek())) {
            name.append((char) source.next());
        }
        return name.toString();
    }

    /** {@code ${…}}, from behind the opening brace. */
    private Part braced(boolean quoted) throws SyntaxRefusal {
        source.enter();
        String before = "";
        if ((source.peek() == '#' && source.peekSecond() != '}') || source.peek() == '!') {
            before = Character.toString((char) source.next());
        }
        String name;
        int c = source.peek();
        if (isName(c)) {
            name = name();
        } else if (isDigit(c)) {
            name = digits();
        } else if (c != Source.END && SPECIAL.indexOf(c) >= 0) {
            name = Character.toString((char) source.next());
        } else {
            throw source.refusal("what is in ${…} is not known");
        }
        List<Part> inside = new ArrayList<>();
        if (source.accept('[')) {
            if (source.accept("@]") || source.accept("*]")) {
                name += "[@]";
            } else {
                inside.add(new Sum(Sums.upTo(source, this, "]"), true));
                source.expect(']', "a subscript");
            }
        }
        String operator = before + operator(inside, quoted);
        source.expect('}', "an expansion");
        source.leave();
        return new Parameter(name, operator, false, inside, quoted);
    }

    private String operator(List<Part> inside, boolean quoted) throws SyntaxRefusal {
        int c = source.peek();
        if (c == '}') {
            return "";
        }
        if (c == ':') {
            source.next();
            if ("-=?+".indexOf(source.peek()) < 0) {
                inside.add(new Sum(Sums.upTo(source, this, "}"), true));
                return ":";
            }
            c = source.peek();
        }
        if (c == Source.END || "-=?+#%/^,@".indexOf(c) < 0) {
            throw source.refusal("what is done in ${…} is not known");
        }
        source.next();
        inside.addAll(quoted ? quotedRest() : parts("}"));
        return Character.toString((char) c);
    }

    /** In double quotes shells differ on what quotes mean within braces. */
    private List<Part> quotedRest() throws SyntaxRefusal {
        Joined parts = new Joined();
        while (source.peek() != '}') {
            int c = source.peek();
            if (c == Source.END) {
                throw source.refusal("'}' of an expansion is missing");
            } else if (c == '\'' || c == '"' || c == '\\') {
                throw source.refused("a quote stands in ${…} within double quotes");
            } else if (c == '$') {
                parts.add(dollar(true));
            } else if (c == '`') {
                source.next();
                parts.add(backquoted(true));
            } else {
                lineBreak(c);
                parts.literal(Character.toString((char) source.next()), true);
            }
        }
        return parts.all();
    }

    private String digits() {
        StringBuilder digits = new StringBuilder();
        while (isDigit(source.peek())) {
            digits.append((char) source.next());
        }
        return digits.toString();
    }

    /** From behind the opening backquote. What is escaped for its sake is read once more without the escapes. */
    private Part backquoted(boolean quoted) throws SyntaxRefusal {
        int start = source.place();
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = source.raw();
            if (c == Source.END) {
                throw source.refusal("a backquote is not closed");
            } else if (c == '`') {
                return new Substitution(scripts.inner(text.toString(), start), quoted);
            } else if (c == '\\') {
                int next = source.raw();
                if (next == Source.END) {
                    throw source.refusal("a backquote is not closed");
                }
                if (next == '\n') {
                    throw source.refused(
                            "a line within backquotes is continued, which shells read differently; write $( … )");
                }
                boolean escapes = "$`\\".indexOf(next) >= 0 || (quoted && next == '"');
                text.append(escapes ? "" : "\\").append((char) next);
            } else {
                lineBreak(c);
                text.append((char) c);
            }
        }
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** Puts literal characters together. */
    private static final class Joined {
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder run = new StringBuilder();
        private boolean open;
        private boolean quoted;

        void literal(String text, boolean isQuoted) {
            if (open && quoted != isQuoted) {
                close();
            }
            open = true;
            quoted = isQuoted;
            run.append(text);
        }

        void add(Part part) {
            if (part instanceof Literal literal) {
                literal(literal.text(), literal.quoted());
                return;
            }
            close();
            parts.add(part);
        }

        private void close() {
            if (open) {
                parts.add(new Literal(run.toString(), quoted));
                run.setLength(0);
                open = false;
            }
        }

        List<Part> all() {
            close();
            return parts;
        }
    }
}
