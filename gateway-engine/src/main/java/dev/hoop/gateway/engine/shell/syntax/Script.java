package dev.hoop.gateway.engine.shell.syntax;

import java.util.List;
import java.util.Optional;

/** Commands in their order. */
public record Script(List<Command> commands) {
    /** One command. */
    public sealed interface Command {}

    /** A program, builtin or function with its words; only assignments and redirections where there are none. */
    public record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections, int at)
            implements Command {}

    /** Commands, each reading what the one before writes. */
    public record Pipeline(List<Command> commands) implements Command {}

    /**
     * Whatever has commands within: loops, cases, subshells, conditions.
     *
     * @param keyword what it begins with
     * @param variable the loop's variable
     * @param words words that are expanded
     * @param patterns words that are compared with
     */
    public record Compound(
            String keyword,
            Optional<String> variable,
            List<Word> words,
            List<Word> patterns,
            List<Arithmetic> arithmetic,
            List<Script> scripts,
            List<Redirection> redirections,
            int at)
            implements Command {}

    public record Definition(String name, Command body, int at) implements Command {}

    /** A value for a variable, or for an element of it. */
    public record Assignment(String name, Optional<Arithmetic> subscript, boolean appends, Word value) {}

    /**
     * A file, or a text, in the place of an input or an output.
     *
     * @param operator {@code <}, {@code >>}, {@code <<<}, …
     * @param target the file, or the text of a here-document or here-string
     */
    public record Redirection(String operator, Word target) {}

    public Script {
        commands = List.copyOf(commands);
    }
}
