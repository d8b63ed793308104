package dev.hoop.gateway.engine.shell.syntax;

import java.util.List;
import java.util.Set;

/**
 * An arithmetic expression.
 *
 * @param names variables whose values are computed with
 * @param assigned those of them it assigns
 * @param parts expansions in it
 */
public record Arithmetic(Set<String> names, Set<String> assigned, List<Word.Part> parts, int at) {
    public Arithmetic {
        names = Set.copyOf(names);
        assigned = Set.copyOf(assigned);
        parts = List.copyOf(parts);
    }
}
