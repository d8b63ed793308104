package dev.hoop.gateway.engine.shell.syntax;

import dev.hoop.gateway.engine.shell.syntax.Script.Command;
import dev.hoop.gateway.engine.shell.syntax.Script.Compound;
import dev.hoop.gateway.engine.shell.syntax.Script.Redirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads commands that have commands within. */
final class CompoundReader {
    private static final Set<String> MISPLACED = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private final Source source;
    private final ScriptReader scripts;
    private final WordReader words;
    private final boolean bash;

    CompoundReader(Source source, ScriptReader scripts, WordReader words, boolean bash) {
        this.source = source;
        this.scripts = scripts;
        this.words = words;
        this.bash = bash;
    }

    /** The command that begins with this plain word, or with a bracket; empty for a simple one. */
    Optional<Command> read(String word) throws SyntaxRefusal {
        if (source.peek() == '(') {
            return Optional.of(brackets());
        }
        if (MISPLACED.contains(word)) {
            throw source.refused("a word of the shell stands where none belongs");
        }
        Draft draft = new Draft(word, source.place());
        switch (word) {
            case "{" -> braces(draft);
            case "if" -> conditional(draft);
            case "while", "until" -> {
                words.word();
                draft.scripts.add(filled());
                loopBody(draft);
            }
            case "for" -> {
                return Optional.of(loop(draft));
            }
            case "select" -> selection(draft);
            case "case" -> cases(draft);
            case "[[" -> condition(draft);
            case "function" -> {
                return Optional.of(function(draft.at));
            }
            case "coproc" -> {
                return Optional.of(coprocess(draft));
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(finished(draft));
    }

    /** What is found of a command while it is read. */
    private static final class Draft {
        final String keyword;
        final int at;
        final List<Word> words = new ArrayList<>();
        final List<Word> patterns = new ArrayList<>();
        final List<Arithmetic> arithmetic = new ArrayList<>();
        final List<Script> scripts = new ArrayList<>();
        Optional<String> variable = Optional.empty();

        Draft(String keyword, int at) {
            this.keyword = keyword;
            this.at = at;
        }
    }

    private Command finished(Draft draft) throws SyntaxRefusal {
        List<Redirection> redirections = new ArrayList<>();
        scripts.blanks();
        while (nextIsRedirection(redirections)) {
            scripts.blanks();
        }
        int c = source.peek();
        if (c != Source.END && "\n;&|)".indexOf(c) < 0) {
            throw source.refused("something follows the end of a compound command");
        }
        return new Compound(
                draft.keyword,
                draft.variable,
                draft.words,
                draft.patterns,
                draft.arithmetic,
                draft.scripts,
                redirections,
                draft.at);
    }

    private boolean nextIsRedirection(List<Redirection> redirections) throws SyntaxRefusal {
        if (WordReader.isDigit(source.peek())) {
            int here = source.at();
            while (WordReader.isDigit(source.peek())) {
                source.next();
            }
            if (source.peek() != '<' && source.peek() != '>') {
                source.backTo(here);
                return false;
            }
        }
        return scripts.redirection(redirections);
    }

    private Command brackets() throws SyntaxRefusal {
        Draft draft = new Draft("(", source.place());
        source.next();
        if (source.peek() != '(') {
            draft.scripts.add(notEmpty(scripts.nested(')', "a subshell")));
            return finished(draft);
        }
        if (!bash) {
            throw source.refused("bash reads '((' as arithmetic, sh as nested commands; write '( (' or $(( … ))");
        }
        source.next();
        Draft sum = new Draft("((", draft.at);
        sum.arithmetic.add(Sums.twoBrackets(source, words));
        return finished(sum);
    }

    private void braces(Draft draft) throws SyntaxRefusal {
        words.word();
        draft.scripts.add(filled());
        keyword("}");
    }

    private void conditional(Draft draft) throws SyntaxRefusal {
        words.word();
        draft.scripts.add(filled());
        keyword("then");
        draft.scripts.add(filled());
        while (scripts.peekBare().equals("elif")) {
            words.word();
            draft.scripts.add(filled());
            keyword("then");
            draft.scripts.add(filled());
        }
        if (scripts.peekBare().equals("else")) {
            words.word();
            draft.scripts.add(filled());
        }
        keyword("fi");
    }

    private Script filled() throws SyntaxRefusal {
        return notEmpty(scripts.script());
    }

    private Script notEmpty(Script script) throws SyntaxRefusal {
        if (script.commands().isEmpty()) {
            throw source.refusal("a command is missing");
        }
        return script;
    }

    private void loopBody(Draft draft) throws SyntaxRefusal {
        keyword("do");
        draft.scripts.add(filled());
        keyword("done");
    }

    private void keyword(String wanted) throws SyntaxRefusal {
        if (!scripts.peekBare().equals(wanted)) {
            throw source.refusal("'" + wanted + "' is missing");
        }
        words.word();
    }

    private Command loop(Draft draft) throws SyntaxRefusal {
        words.word();
        source.skipBlanks();
        if (source.accept("((")) {
            for (int i = 0; i < 2; i++) {
                draft.arithmetic.add(Sums.upTo(source, words, ";"));
                source.expect(';', "a loop");
            }
            draft.arithmetic.add(Sums.twoBrackets(source, words));
            separator();
            loopBody(draft);
            return finished(draft);
        }
        variable(draft);
        loopBody(draft);
        return finished(draft);
    }

    private void selection(Draft draft) throws SyntaxRefusal {
        words.word();
        source.skipBlanks();
        variable(draft);
        loopBody(draft);
    }

    private void variable(Draft draft) throws SyntaxRefusal {
        String name = words.word().bare().orElse("");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw source.refusal("the variable of a loop is missing");
        }
        draft.variable = Optional.of(name);
        scripts.lineBreaks();
        if (scripts.peekBare().equals("in")) {
            words.word();
            draft.words.addAll(scripts.wordList());
        }
        separator();
    }

    private void separator() throws SyntaxRefusal {
        scripts.blanks();
        source.accept(';');
        scripts.lineBreaks();
    }

    private void cases(Draft draft) throws SyntaxRefusal {
        words.word();
        source.skipBlanks();
        Word subject = words.word();
        if (subject.parts().isEmpty()) {
            throw source.refusal("the word of a case is missing");
        }
        draft.words.add(subject);
        scripts.lineBreaks();
        keyword("in");
        scripts.lineBreaks();
        while (!scripts.peekBare().equals("esac")) {
            branch(draft);
        }
        words.word();
    }

    private void branch(Draft draft) throws SyntaxRefusal {
        source.accept('(');
        do {
            source.skipBlanks();
            Word pattern = words.word();
            if (pattern.parts().isEmpty()) {
                throw source.refusal("a pattern of a case is missing");
            }
            draft.patterns.add(pattern);
            source.skipBlanks();
        } while (source.accept('|'));
        source.expect(')', "a case");
        draft.scripts.add(scripts.script());
        boolean ended = source.accept(";;&") || source.accept(";;") || source.accept(";&");
        scripts.lineBreaks();
        if (!ended && !scripts.peekBare().equals("esac")) {
            throw source.refusal("'esac' is missing");
        }
    }

    private Command function(int at) throws SyntaxRefusal {
        words.word();
        source.skipBlanks();
        String name = words.word().bare().orElse("");
        if (name.isEmpty()) {
            throw source.refusal("the name of a function is missing");
        }
        source.skipBlanks();
        if (source.accept('(')) {
            source.skipBlanks();
            source.expect(')', "a function");
        }
        return scripts.body(name, at);
    }

    /** With a name only where a compound command follows, as bash has it. */
    private Command coprocess(Draft draft) throws SyntaxRefusal {
        words.word();
        scripts.blanks();
        int here = source.at();
        Optional<String> name = words.word().bare();
        source.skipBlanks();
        String next = scripts.peekBare();
        boolean named = name.isPresent()
                && name.get().matches("[A-Za-z_][A-Za-z0-9_]*")
                && (source.peek() == '(' || next.equals("{") || next.equals("while") || next.equals("for"));
        if (named) {
            draft.variable = name;
        } else {
            source.backTo(here);
        }
        draft.scripts.add(new Script(List.of(scripts.command())));
        return finished(draft);
    }

    /** {@code [[ … ]]}: words, with operators between them. */
    private void condition(Draft draft) throws SyntaxRefusal {
        if (!bash) {
            throw source.refused("'[[' is a program to sh; write '[', or say on the target that its shell is bash");
        }
        words.word();
        int open = 0;
        while (true) {
            scripts.lineBreaks();
            int c = source.peek();
            if (scripts.peekBare().equals("]]") && open == 0) {
                words.word();
                break;
            } else if (c == '(') {
                source.next();
                open++;
            } else if (c == ')' && open > 0) {
                source.next();
                open--;
            } else if (!source.accept("&&") && !source.accept("||") && !comparison()) {
                operand(draft);
            }
        }
        if (draft.words.isEmpty()) {
            throw source.refusal("a condition is empty");
        }
    }

    private boolean comparison() {
        if (source.peekSecond() == '(') {
            return false;
        }
        return source.accept('<') || source.accept('>');
    }

    private void operand(Draft draft) throws SyntaxRefusal {
        Word word = words.word();
        if (word.parts().isEmpty() || source.peek() == '(' || source.peek() == '|') {
            throw source.refusal("a part of a condition is not known");
        }
        draft.words.add(word);
    }
}
