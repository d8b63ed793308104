package dev.hoop.gateway.engine.shell.syntax;

import dev.hoop.gateway.engine.shell.syntax.Script.Assignment;
import dev.hoop.gateway.engine.shell.syntax.Script.Command;
import dev.hoop.gateway.engine.shell.syntax.Script.Compound;
import dev.hoop.gateway.engine.shell.syntax.Script.Definition;
import dev.hoop.gateway.engine.shell.syntax.Script.Pipeline;
import dev.hoop.gateway.engine.shell.syntax.Script.Redirection;
import dev.hoop.gateway.engine.shell.syntax.Script.Simple;
import dev.hoop.gateway.engine.shell.syntax.Word.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads scripts, by the grammar of POSIX with what bash adds. What is not of it is refused. Time is linear in the length of the text, but
 * for backquotes, each of whose levels is read again. Not thread-safe.
 */
public final class ScriptReader {
    private static final Set<String> CLOSING =
            Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}", "in", "]]");

    private final Source source;
    private final boolean bash;
    private final WordReader words;
    private final Documents documents;
    private final CompoundReader compounds;

    private ScriptReader(Source source, boolean bash) {
        this.source = source;
        this.bash = bash;
        this.words = new WordReader(source, this, bash);
        this.documents = new Documents(source, this, bash);
        this.compounds = new CompoundReader(source, this, words, bash);
    }

    /**
     * Reads a whole text.
     *
     * @param bash whether the shell is known to be bash; otherwise what other shells read differently is refused
     */
    public static Script read(String text, boolean bash) throws SyntaxRefusal {
        return new ScriptReader(new Source(text, 0, 0), bash).whole();
    }

    private Script whole() throws SyntaxRefusal {
        Script script = script();
        if (source.peek() != Source.END) {
            throw source.refusal("a bracket or a word of the shell stands where none belongs");
        }
        documents.requireNone();
        return script;
    }

    /** A text within this one that is read by itself. */
    Script inner(String text, int place) throws SyntaxRefusal {
        source.enter();
        Script script = new ScriptReader(new Source(text, place, source.depth()), bash).whole();
        source.leave();
        return script;
    }

    /** Text with expansions, within this one. */
    List<Word.Part> document(String text, int place) throws SyntaxRefusal {
        source.enter();
        Source inside = new Source(text, place, source.depth());
        List<Word.Part> parts = new ScriptReader(inside, bash).words.document();
        source.leave();
        return parts;
    }

    /** Commands in brackets, from behind the opening one to behind the closing one. */
    Script nested(char closing, String construct) throws SyntaxRefusal {
        source.enter();
        int outer = documents.pending();
        Script script = script();
        source.expect(closing, construct);
        documents.requireOnly(outer);
        source.leave();
        return script;
    }

    /** Commands up to a closing word or bracket, which stays. */
    Script script() throws SyntaxRefusal {
        List<Command> commands = new ArrayList<>();
        lineBreaks();
        while (!closes()) {
            int at = source.at();
            List<Command> list = list();
            blanks();
            boolean behind = source.peek() == '&';
            commands.addAll(behind ? List.of(background(list, at)) : list);
            if (!separated()) {
                break;
            }
        }
        return new Script(commands);
    }

    /** What the shell does not wait for. */
    private static Command background(List<Command> list, int at) {
        return new Compound(
                "&", Optional.empty(), List.of(), List.of(), List.of(), List.of(new Script(list)), List.of(), at);
    }

    private boolean closes() throws SyntaxRefusal {
        int c = source.peek();
        if (c == Source.END || c == ')') {
            return true;
        }
        if (c == ';') {
            return source.peekSecond() == ';' || source.peekSecond() == '&';
        }
        return CLOSING.contains(peekBare());
    }

    /** The plain word that comes, empty when something else does. */
    String peekBare() {
        int here = source.at();
        StringBuilder text = new StringBuilder();
        while (text.length() <= 8 && source.peek() != Source.END && " \t\n;&|()<>".indexOf(source.peek()) < 0) {
            text.append((char) source.next());
        }
        source.backTo(here);
        return text.toString();
    }

    private boolean separated() throws SyntaxRefusal {
        blanks();
        int c = source.peek();
        boolean found = false;
        if ((c == ';' && source.peekSecond() != ';' && source.peekSecond() != '&') || c == '&') {
            source.next();
            blanks();
            found = true;
        }
        if (source.peek() == '\n') {
            lineBreaks();
            found = true;
        }
        return found;
    }

    /** Pipelines with {@code &&} and {@code ||} between them. */
    private List<Command> list() throws SyntaxRefusal {
        List<Command> commands = new ArrayList<>();
        commands.add(pipeline());
        blanks();
        while (source.accept("&&") || source.accept("||")) {
            lineBreaks();
            commands.add(pipeline());
            blanks();
        }
        return commands;
    }

    private Command pipeline() throws SyntaxRefusal {
        blanks();
        while (peekBare().equals("!") || peekBare().equals("time")) {
            boolean timed = words.word().bare().orElse("").equals("time");
            blanks();
            if (timed && peekBare().equals("-p")) {
                words.word();
                blanks();
            }
        }
        List<Command> commands = new ArrayList<>();
        commands.add(command());
        blanks();
        while (source.peek() == '|' && source.peekSecond() != '|') {
            source.next();
            source.accept('&');
            lineBreaks();
            commands.add(command());
            blanks();
        }
        return commands.size() == 1 ? commands.get(0) : new Pipeline(commands);
    }

    /** Blanks and a comment. */
    void blanks() {
        source.skipBlanks();
        if (source.peek() == '#') {
            source.skipComment();
        }
    }

    /** Blanks, comments and ends of lines, with the here-documents that begin behind them. */
    void lineBreaks() throws SyntaxRefusal {
        blanks();
        while (source.peek() == '\n') {
            lineBreak();
            blanks();
        }
    }

    private void lineBreak() throws SyntaxRefusal {
        source.next();
        documents.read();
    }

    void refuseLineBreakBeforeDocument() throws SyntaxRefusal {
        documents.requireNone();
    }

    Command command() throws SyntaxRefusal {
        source.enter();
        blanks();
        Optional<Command> compound = compounds.read(peekBare());
        Command command = compound.isPresent() ? compound.get() : simple();
        source.leave();
        return command;
    }

    private Command simple() throws SyntaxRefusal {
        int at = source.place();
        List<Assignment> assignments = new ArrayList<>();
        List<Word> given = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (true) {
            blanks();
            if (redirection(redirections)) {
                continue;
            }
            if (given.isEmpty()) {
                Optional<Assignment> assignment = new AssignmentReader(source, this, words).read();
                if (assignment.isPresent()) {
                    assignments.add(assignment.get());
                    continue;
                }
            }
            Word word = given.isEmpty() ? words.word() : argument(given.get(0));
            if (word.parts().isEmpty()) {
                break;
            }
            if (redirectionOf(word, redirections)) {
                fileVariable(word).ifPresent(assignments::add);
                continue;
            }
            given.add(word);
            if (given.size() == 1 && assignments.isEmpty() && redirections.isEmpty() && definitionFollows(word)) {
                return definition(word.bare().orElseThrow(), at);
            }
        }
        if (given.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
            throw source.refusal("a command is missing");
        }
        if (source.peek() == '(') {
            throw source.refused("a bracket stands within a command");
        }
        return new Simple(assignments, given, redirections, at);
    }

    /** Arguments of what declares variables may be assignments of arrays. */
    private Word argument(Word program) throws SyntaxRefusal {
        if (AssignmentReader.DECLARING.contains(program.bare().orElse(""))) {
            Optional<Assignment> assignment = new AssignmentReader(source, this, words).read();
            if (assignment.isPresent()) {
                return AssignmentReader.asWord(assignment.get());
            }
        }
        return words.word();
    }

    private boolean definitionFollows(Word name) throws SyntaxRefusal {
        if (name.bare().isEmpty()) {
            return false;
        }
        source.skipBlanks();
        return source.peek() == '(';
    }

    private Command definition(String name, int at) throws SyntaxRefusal {
        source.next();
        blanks();
        source.expect(')', "a function");
        return body(name, at);
    }

    Command body(String name, int at) throws SyntaxRefusal {
        lineBreaks();
        source.enter();
        Command body = compounds
                .read(peekBare())
                .orElseThrow(() -> source.refusal("a function has no body in braces or brackets"));
        source.leave();
        return new Definition(name, body, at);
    }

    /** Reads a redirection, if one comes. */
    boolean redirection(List<Redirection> redirections) throws SyntaxRefusal {
        int c = source.peek();
        if (c == '&' && source.peekSecond() == '>') {
            requireBash("'&>'");
            source.next();
        } else if ((c != '<' && c != '>') || source.peekSecond() == '(') {
            return false;
        }
        String operator = operator();
        source.skipBlanks();
        if (operator.equals("<<") || operator.equals("<<-")) {
            documents.announce(operator, words.word(), redirections);
            return true;
        }
        Word target = words.word();
        if (target.parts().isEmpty()) {
            throw source.refusal("the target of a redirection is missing");
        }
        redirections.add(new Redirection(operator, target));
        return true;
    }

    private void requireBash(String sign) throws SyntaxRefusal {
        if (!bash) {
            throw source.refused("bash and sh read " + sign + " differently; say on the target that its shell is bash");
        }
    }

    private String operator() throws SyntaxRefusal {
        for (String operator : List.of("<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">")) {
            if (source.accept(operator)) {
                return operator;
            }
        }
        throw source.refusal("a redirection is not known");
    }

    /** A number or {@code {name}} right before a redirection says which file it is for. */
    private boolean redirectionOf(Word word, List<Redirection> redirections) throws SyntaxRefusal {
        int c = source.peek();
        if ((c != '<' && c != '>') || source.peekSecond() == '(') {
            return false;
        }
        String text = word.bare().orElse("");
        boolean isFile = text.matches("[0-9]{1,9}|\\{[A-Za-z_][A-Za-z0-9_]*\\}");
        if (isFile && text.startsWith("{")) {
            requireBash("a variable before a redirection");
        }
        return isFile && redirection(redirections);
    }

    /** The variable that bash gives the number of a file. */
    private static Optional<Assignment> fileVariable(Word word) {
        return word.bare()
                .filter(text -> text.startsWith("{"))
                .map(text -> text.substring(1, text.length() - 1))
                .map(name -> new Assignment(name, Optional.empty(), false, literal("10", word.at())));
    }

    /** Words up to the end of the line or to {@code ;}. */
    List<Word> wordList() throws SyntaxRefusal {
        List<Word> list = new ArrayList<>();
        while (true) {
            blanks();
            Word word = words.word();
            if (word.parts().isEmpty()) {
                return list;
            }
            list.add(word);
        }
    }

    static Word literal(String text, int at) {
        return new Word(List.of(new Literal(text, true)), at);
    }
}
