package dev.hoop.gateway.engine.shell.syntax;

import dev.hoop.gateway.engine.shell.syntax.Script.Assignment;
import dev.hoop.gateway.engine.shell.syntax.Word.Elements;
import dev.hoop.gateway.engine.shell.syntax.Word.Literal;
import dev.hoop.gateway.engine.shell.syntax.Word.Part;
import dev.hoop.gateway.engine.shell.syntax.Word.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code name=value}, {@code name+=value}, {@code name[subscript]=value} and {@code name=(elements)}. */
final class AssignmentReader {
    static final Set<String> DECLARING = Set.of("declare", "typeset", "local", "export", "readonly");

    private final Source source;
    private final ScriptReader scripts;
    private final WordReader words;

    AssignmentReader(Source source, ScriptReader scripts, WordReader words) {
        this.source = source;
        this.scripts = scripts;
        this.words = words;
    }

    /** The assignment that comes; the source stays where it is when something else does. */
    Optional<Assignment> read() throws SyntaxRefusal {
        int here = source.at();
        String name = name();
        Optional<Arithmetic> subscript = name.isEmpty() ? Optional.empty() : subscript();
        boolean appends = source.peek() == '+' && source.peekSecond() == '=';
        if (appends) {
            source.next();
        }
        if (name.isEmpty() || !source.accept('=')) {
            source.backTo(here);
            return Optional.empty();
        }
        return Optional.of(new Assignment(name, subscript, appends, value()));
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (WordReader.isName(source.peek()) || (!name.isEmpty() && WordReader.isDigit(source.peek()))) {
            name.append((char) source.next());
        }
        return name.toString();
    }

    /** Only where it is followed by an assignment; otherwise it is a pattern of names of files. */
    private Optional<Arithmetic> subscript() throws SyntaxRefusal {
        int here = source.at();
        int depth = source.depth();
        if (!source.accept('[')) {
            return Optional.empty();
        }
        try {
            Arithmetic subscript = Sums.upTo(source, words, "]");
            source.expect(']', "a subscript");
            return Optional.of(subscript);
        } catch (SyntaxRefusal noSubscript) {
            if (source.at() > here + 200) {
                throw noSubscript;
            }
            source.backTo(here, depth);
            return Optional.empty();
        }
    }

    private Word value() throws SyntaxRefusal {
        int at = source.place();
        if (!source.accept('(')) {
            return words.word();
        }
        List<Word> elements = new ArrayList<>();
        while (true) {
            scripts.lineBreaks();
            if (source.accept(')')) {
                return new Word(List.of(new Elements(elements)), at);
            }
            Word word = words.word();
            if (word.parts().isEmpty()) {
                throw source.refusal("')' of an array is missing");
            }
            elements.add(word);
        }
    }

    /** As an argument of what declares it; unlike other arguments it is not divided, and braces mean nothing in it. */
    static Word asWord(Assignment assignment) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Literal(assignment.name(), true));
        assignment.subscript().ifPresent(subscript -> parts.add(new Sum(subscript, true)));
        parts.add(new Literal(assignment.appends() ? "+=" : "=", true));
        parts.addAll(assignment.value().parts());
        return new Word(parts, assignment.value().at());
    }
}
