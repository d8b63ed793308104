package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.ProgramUse.Input;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import dev.hoop.gateway.engine.shell.syntax.Arithmetic;
import dev.hoop.gateway.engine.shell.syntax.Script;
import dev.hoop.gateway.engine.shell.syntax.Script.Assignment;
import dev.hoop.gateway.engine.shell.syntax.Script.Command;
import dev.hoop.gateway.engine.shell.syntax.Script.Compound;
import dev.hoop.gateway.engine.shell.syntax.Script.Definition;
import dev.hoop.gateway.engine.shell.syntax.Script.Pipeline;
import dev.hoop.gateway.engine.shell.syntax.Script.Redirection;
import dev.hoop.gateway.engine.shell.syntax.Script.Simple;
import dev.hoop.gateway.engine.shell.syntax.ScriptReader;
import dev.hoop.gateway.engine.shell.syntax.SyntaxRefusal;
import dev.hoop.gateway.engine.shell.syntax.Word;
import dev.hoop.gateway.engine.shell.syntax.Word.Elements;
import dev.hoop.gateway.engine.shell.syntax.Word.Parameter;
import dev.hoop.gateway.engine.shell.syntax.Word.Part;
import dev.hoop.gateway.engine.shell.syntax.Word.Pipe;
import dev.hoop.gateway.engine.shell.syntax.Word.Substitution;
import dev.hoop.gateway.engine.shell.syntax.Word.Sum;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes through the tree of a script and gathers what it would do, every branch of it. Not thread-safe. */
final class Walk {
    private static final Set<String> NUMBERS_COMPARED = Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge");
    private static final int DEEPEST = 12;

    private final Gathering found;
    private final Expansion expansion;
    private final Variables variables = new Variables();
    private final Starter starter;
    private final List<Arithmetic> computed = new ArrayList<>();
    private final Map<String, Integer> readAgain = new HashMap<>();
    private final Deque<String> defining = new ArrayDeque<>();
    private int repeated;
    private int nested;
    private boolean moved;

    Walk(Gathering found) {
        this.found = found;
        this.expansion = new Expansion(found.setting().home());
        this.starter = new Starter(found, this);
    }

    /** Goes through a whole text. */
    void whole(Script script) {
        script(script, Input.CALLER);
        for (Arithmetic each : computed) {
            for (String name : each.names()) {
                if (!variables.isPlain(name) || lasts()) {
                    found.opaque(Opacity.ARITHMETIC, "arithmetic looks at a variable that may hold code", each.at());
                }
            }
        }
        readAgain.forEach((name, at) -> {
            if (variables.isArray(name) || lasts()) {
                elementsAgain(at);
            }
        });
    }

    /** Whether what is set here is there for the next construct, too. */
    private boolean lasts() {
        return found.setting().mode() == Mode.SESSION;
    }

    /** From here on what the variable is given is computed, or names another variable. */
    void evaluates(String name, int at) {
        computed.add(new Arithmetic(Set.of(name), Set.of(), List.of(), at));
    }

    /** The variable is declared with a value that is computed, and is read as elements once more if it is an array. */
    void declared(String name, int at) {
        readAgain.put(name, at);
    }

    void array(String name) {
        variables.array(name);
    }

    /** {@code declare -a x='($(…))'}. */
    void elementsAgain(int at) {
        found.opaque(Opacity.ARITHMETIC, "the value of an array is read once more, and may hold code", at);
    }

    /** Whether a directory is changed where it is not known how often: in a loop, in a function. */
    boolean movesAround() {
        return moved;
    }

    /** A text that the command has a shell read. */
    void text(String text, boolean bash, Input input, int at) throws SyntaxRefusal {
        if (nested >= DEEPEST) {
            throw new SyntaxRefusal("commands within commands are nested more than " + DEEPEST + " deep", at, false);
        }
        Script script = ScriptReader.read(text, bash);
        nested++;
        script(script, input);
        nested--;
    }

    boolean isBash() {
        return found.setting().shell() == Shell.BASH;
    }

    private void script(Script script, Input input) {
        script.commands().forEach(command -> command(command, input));
    }

    private void command(Command command, Input input) {
        if (command instanceof Simple simple) {
            simple(simple, input);
        } else if (command instanceof Pipeline pipeline) {
            Input from = input;
            for (Command each : pipeline.commands()) {
                command(each, from);
                from = Input.PIPE;
            }
        } else if (command instanceof Compound compound) {
            compound(compound, input);
        } else if (command instanceof Definition definition) {
            definition(definition);
        }
    }

    private void definition(Definition definition) {
        found.function(definition.name());
        if (lasts() || definition.name().contains("/")) {
            found.opaque(Opacity.DEFINITION, "a function is defined", definition.at());
        }
        repeated++;
        defining.push(definition.name());
        command(definition.body(), Input.PIPE);
        defining.pop();
        repeated--;
    }

    private void compound(Compound compound, Input input) {
        boolean loops = Set.of("for", "while", "until", "select").contains(compound.keyword());
        compound.variable().ifPresent(name -> assigned(name, numbers(compound.words()), compound.at()));
        compound.words().forEach(this::inside);
        compound.patterns().forEach(this::inside);
        compound.arithmetic().forEach(this::arithmetic);
        if (Set.of("&", "coproc").contains(compound.keyword()) && lasts()) {
            found.opaque(Opacity.DEFINITION, "goes on in the background", compound.at());
        }
        if (compound.keyword().equals("[[")) {
            compared(compound);
        }
        Input from = redirected(compound.redirections(), input);
        repeated += loops ? 1 : 0;
        compound.scripts().forEach(script -> script(script, compound.keyword().equals("coproc") ? Input.PIPE : from));
        repeated -= loops ? 1 : 0;
    }

    private boolean numbers(List<Word> words) {
        return !words.isEmpty()
                && words.stream()
                        .flatMap(word -> expansion.words(word).stream())
                        .allMatch(
                                term -> term.known().filter(Variables::isNumber).isPresent());
    }

    /** What numbers are compared with is computed, and a text that is computed may hold code. */
    private void compared(Compound condition) {
        List<Word> words = condition.words();
        for (int i = 0; i < words.size(); i++) {
            if (NUMBERS_COMPARED.contains(words.get(i).bare().orElse(""))) {
                number(words, i - 1, condition.at());
                number(words, i + 1, condition.at());
            }
            if (Set.of("-v", "-R").contains(words.get(i).bare().orElse("")) && i + 1 < words.size()) {
                starter.variableNamed(expansion.one(words.get(i + 1)), condition.at());
            }
        }
    }

    private void number(List<Word> words, int index, int at) {
        if (index < 0 || index >= words.size()) {
            return;
        }
        List<Part> parts = words.get(index).parts();
        Optional<String> text = words.get(index).literal();
        if (parts.size() == 1
                && parts.get(0) instanceof Parameter parameter
                && parameter.operator().isEmpty()) {
            if (Variables.isName(parameter.name())) {
                computed.add(new Arithmetic(Set.of(parameter.name()), Set.of(), List.of(), at));
            } else if (!parameter.name().matches("[#?$!]")) {
                found.opaque(Opacity.ARITHMETIC, "arithmetic looks at an argument that may hold code", at);
            }
        } else if (text.isPresent() && Variables.isName(text.get())) {
            computed.add(new Arithmetic(Set.of(text.get()), Set.of(), List.of(), at));
        } else if (text.filter(Variables::isNumber).isEmpty() && !(parts.size() == 1 && parts.get(0) instanceof Sum)) {
            found.opaque(Opacity.ARITHMETIC, "arithmetic looks at a text that is computed", at);
        }
    }

    private void simple(Simple simple, Input input) {
        List<String> names = new ArrayList<>();
        for (Assignment assignment : simple.assignments()) {
            names.add(assignment.name());
            assignment.subscript().ifPresent(this::arithmetic);
            if (assignment.subscript().isPresent() || isElements(assignment.value())) {
                variables.array(assignment.name());
            }
            inside(assignment.value());
            Term value = expansion.one(assignment.value());
            boolean number = value.known().filter(Variables::isNumber).isPresent() || isSum(assignment.value());
            Term becomes = assignment.appends() ? Term.UNKNOWN : value;
            assigned(assignment.name(), becomes, number && !assignment.appends(), simple.at());
        }
        simple.words().forEach(this::inside);
        Input from = redirected(simple.redirections(), input);
        List<Term> words = new ArrayList<>();
        simple.words().forEach(word -> words.addAll(expansion.words(word)));
        started(simple, words, from, names);
        if (!isBash() || nested > 0) { // braces are plain signs to sh
            List<Term> plain =
                    simple.words().stream().map(expansion::withBraces).toList();
            if (!plain.equals(words)) {
                started(simple, plain, from, names);
            }
        }
    }

    private void started(Simple simple, List<Term> words, Input from, List<String> names) {
        if (!words.isEmpty() && words.get(0).known().filter(defining::contains).isPresent()) {
            found.opaque(Opacity.DEFINITION, "a function calls itself, nobody knows how often", simple.at());
        }
        if (!words.isEmpty()) {
            starter.start(
                    new Invocation(words, List.of(), from, text(simple.redirections()), false, names, simple.at()));
        } else if (!simple.words().isEmpty()) {
            found.opaque(Opacity.COMPUTED_PROGRAM, "which program runs is computed", simple.at());
        }
    }

    private static boolean isElements(Word word) {
        return word.parts().size() == 1 && word.parts().get(0) instanceof Elements;
    }

    private static boolean isSum(Word word) {
        return word.parts().size() == 1 && word.parts().get(0) instanceof Sum;
    }

    /** The text that stands in the command as its input. */
    private static Optional<Word> text(List<Redirection> redirections) {
        Optional<Word> text = Optional.empty();
        for (Redirection redirection : redirections) {
            if (redirection.operator().equals("<<") || redirection.operator().equals("<<<")) {
                text = Optional.of(redirection.target());
            } else if (redirection.operator().startsWith("<")) {
                text = Optional.empty();
            }
        }
        return text;
    }

    /** What the shell opens. Answers where input then comes from. */
    private Input redirected(List<Redirection> redirections, Input input) {
        Input from = input;
        for (Redirection redirection : redirections) {
            inside(redirection.target());
            Term target = expansion.one(redirection.target());
            switch (redirection.operator()) {
                case "<<", "<<<" -> from = Input.TEXT;
                case "<" -> {
                    found.file(FileOperation.READ, target);
                    from = Input.FILE;
                }
                case "<>" -> {
                    found.file(FileOperation.READ, target);
                    found.file(FileOperation.WRITE, target);
                    from = Input.FILE;
                }
                case "<&" -> from = Input.FILE;
                case ">&" -> {
                    if (target.known()
                            .filter(text -> text.matches("[0-9]+-?|-"))
                            .isEmpty()) {
                        found.file(FileOperation.WRITE, target);
                    }
                }
                default -> found.file(FileOperation.WRITE, target);
            }
        }
        return from;
    }

    /** Commands and arithmetic within a word. */
    private void inside(Word word) {
        word.parts().forEach(this::inside);
    }

    private void inside(Part part) {
        if (part instanceof Substitution substitution) {
            script(substitution.script(), Input.CALLER);
        } else if (part instanceof Pipe pipe) {
            script(pipe.script(), Input.PIPE);
        } else if (part instanceof Sum sum) {
            arithmetic(sum.arithmetic());
        } else if (part instanceof Elements elements) {
            elements.words().forEach(this::inside);
        } else if (part instanceof Parameter parameter) {
            parameter.words().forEach(this::inside);
            if (parameter.operator().contains("=")) {
                assigned(parameter.name(), false, 0);
            }
            if (parameter.operator().equals("@") || parameter.operator().startsWith("!")) {
                // what it was given by an earlier construct nobody looks at here, and it may start programs
                found.opaque(
                        lasts() ? Opacity.COMPUTED_PROGRAM : Opacity.COMPUTED_ARGUMENTS,
                        "what a variable holds is expanded once more",
                        0);
            }
        }
    }

    private void arithmetic(Arithmetic arithmetic) {
        computed.add(arithmetic);
        arithmetic.assigned().forEach(name -> assigned(name, true, arithmetic.at()));
        for (Part part : arithmetic.parts()) {
            inside(part);
            if (part instanceof Parameter parameter
                    && parameter.operator().isEmpty()
                    && Variables.isName(parameter.name())) {
                computed.add(new Arithmetic(Set.of(parameter.name()), Set.of(), List.of(), arithmetic.at()));
            } else if (!(part instanceof Sum)
                    && !(part instanceof Parameter counted
                            && (counted.operator().equals("#") || counted.name().matches("[#?$!]")))) {
                found.opaque(Opacity.ARITHMETIC, "arithmetic looks at a text that is computed", arithmetic.at());
            }
        }
    }

    /** A variable gets a value. */
    void assigned(String name, boolean number, int at) {
        assigned(name, Term.UNKNOWN, number, at);
    }

    /** A variable gets this value. */
    void assigned(String name, Term value, boolean number, int at) {
        found.variable(name);
        variables.set(name, number);
        if (Variables.decides(name) || Variables.changesLetters(name, value)) {
            found.opaque(
                    Opacity.ENVIRONMENT,
                    "the variable " + name + " is set, which decides what runs or what it loads",
                    at);
        }
        if (Variables.computes(name, value, number)) {
            found.opaque(Opacity.ARITHMETIC, "the shell computes what " + name + " is given, which may hold code", at);
        }
    }

    /** The directory changes. */
    void moves(Optional<Term> to) {
        moved |= repeated > 0;
        if (to.isPresent()) {
            found.directory(to.get());
        } else {
            found.anyDirectory();
        }
    }

    boolean isRepeated() {
        return repeated > 0;
    }

    Term one(Word word) {
        return expansion.one(word);
    }
}
