package dev.hoop.gateway.engine.shell.syntax;

import dev.hoop.gateway.engine.shell.syntax.Word.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads arithmetic up to what closes it. Strict on purpose: what begins like arithmetic and is none is a nested subshell to some shells.
 */
final class Sums {
    private static final String SIGNS = "+-*/%<>=!&|^~?:,";

    private final Source source;
    private final WordReader words;
    private final Set<String> names = new HashSet<>();
    private final Set<String> assigned = new HashSet<>();
    private final List<Part> parts = new ArrayList<>();
    private final int start;
    private boolean operand;

    Sums(Source source, WordReader words) {
        this.source = source;
        this.words = words;
        this.start = source.place();
    }

    /** Up to {@code ))}, and past it. */
    static Arithmetic twoBrackets(Source source, WordReader words) throws SyntaxRefusal {
        Sums sums = new Sums(source, words);
        sums.read(")");
        source.expect(')', "arithmetic");
        if (source.peek() != ')') {
            throw source.refusal("arithmetic does not end with '))'; write '$( (' or '( (' for nested commands");
        }
        source.next();
        return sums.done();
    }

    /** Up to one of the characters, which stays. */
    static Arithmetic upTo(Source source, WordReader words, String ends) throws SyntaxRefusal {
        Sums sums = new Sums(source, words);
        sums.read(ends);
        return sums.done();
    }

    private Arithmetic done() {
        return new Arithmetic(names, assigned, parts, start);
    }

    private void read(String ends) throws SyntaxRefusal {
        source.enter();
        boolean begun = false;
        while (true) {
            int c = source.peek();
            if (c == Source.END) {
                throw source.refusal("arithmetic is not closed");
            } else if (ends.indexOf(c) >= 0) {
                requireWhole(begun);
                source.leave();
                return;
            }
            begun |= c != ' ' && c != '\t' && c != '\n';
            one(c);
        }
    }

    private void requireWhole(boolean begun) throws SyntaxRefusal {
        if (begun && !operand) {
            throw source.refused("arithmetic ends with an operator");
        }
    }

    private void one(int c) throws SyntaxRefusal {
        if (c == ' ' || c == '\t' || c == '\n') {
            source.next();
        } else if (c == '(') {
            source.next();
            single();
            read(")");
            source.expect(')', "arithmetic");
            operand = true;
        } else if (c == '$') {
            boolean touching = operand;
            Part part = words.dollar(true);
            if (touching) {
                throw source.refused("arithmetic has two values side by side");
            }
            parts.add(part);
            operand = true;
        } else if (isDigit(c)) {
            number();
        } else if (isName(c)) {
            name();
        } else if (SIGNS.indexOf(c) >= 0) {
            source.next();
            operand = false;
        } else {
            throw source.refused("arithmetic holds something else than numbers, variables and operators");
        }
    }

    private void single() throws SyntaxRefusal {
        if (operand) {
            throw source.refused("arithmetic has two values side by side");
        }
    }

    private void number() throws SyntaxRefusal {
        single();
        while (isDigit(source.peek()) || isName(source.peek()) || source.peek() == '#') {
            source.next();
        }
        operand = true;
    }

    private void name() throws SyntaxRefusal {
        single();
        StringBuilder text = new StringBuilder();
        while (isDigit(source.peek()) || isName(source.peek())) {
            text.append((char) source.next());
        }
        String name = text.toString();
        names.add(name);
        operand = true;
        if (source.accept('[')) {
            operand = false;
            read("]");
            source.expect(']', "a subscript");
            operand = true;
        }
        int here = source.at();
        source.skipBlanks();
        if ((source.peek() == '=' && source.peekSecond() != '=') || source.accept("++") || source.accept("--")) {
            assigned.add(name);
        }
        source.backTo(here);
        if (!source.accept("++")) {
            source.accept("--");
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
