package dev.hoop.gateway.engine.shell.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A word as it is written.
 *
 * @param at index in the text
 */
public record Word(List<Part> parts, int at) {
    /** What a word is made of. */
    public sealed interface Part {}

    /**
     * Characters.
     *
     * @param quoted whether they mean only themselves
     */
    public record Literal(String text, boolean quoted) implements Part {}

    /**
     * A variable, or what is made of it.
     *
     * @param operator what is done to it, empty for nothing
     * @param plain written without braces
     * @param words what stands in the braces besides
     */
    public record Parameter(String name, String operator, boolean plain, List<Part> words, boolean quoted)
            implements Part {}

    /** What a script prints. */
    public record Substitution(Script script, boolean quoted) implements Part {}

    /** A pipe to or from a script, as a file. */
    public record Pipe(Script script) implements Part {}

    public record Sum(Arithmetic arithmetic, boolean quoted) implements Part {}

    /** The elements of an array that is assigned. */
    public record Elements(List<Word> words) implements Part {}

    public Word {
        parts = List.copyOf(parts);
    }

    /** Its text, where it is one run of plain characters without quotes. */
    public Optional<String> bare() {
        return parts.size() == 1 && parts.get(0) instanceof Literal literal && !literal.quoted()
                ? Optional.of(literal.text())
                : Optional.empty();
    }

    /** Its text without the quotes, where nothing is expanded in it. */
    public Optional<String> literal() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (!(part instanceof Literal literal)) {
                return Optional.empty();
            }
            text.append(literal.text());
        }
        return Optional.of(text.toString());
    }

    boolean isQuoted() {
        return parts.stream().anyMatch(part -> part instanceof Literal literal && literal.quoted());
    }
}
