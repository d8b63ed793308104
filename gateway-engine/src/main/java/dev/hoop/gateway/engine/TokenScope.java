package dev.hoop.gateway.engine;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the token by which a subject came reaches. It only ever takes away from what the policy gives the subject: whoever comes by a
 * narrow token works at targets and does nothing else here: it has no role, answers nobody and reviews nothing.
 *
 * @param targets the only targets it opens; all when empty
 * @param kinds the only kinds of statements, besides those without which no session goes on; all when empty
 */
public record TokenScope(Set<TargetName> targets, Set<StatementKind> kinds) {
    private static final String TARGET = "target ";
    private static final String KIND = "kind ";

    /** Takes nothing away. */
    public static final TokenScope WHOLE = new TokenScope(Set.of(), Set.of());

    public TokenScope {
        targets = Set.copyOf(targets);
        if (targets.stream().anyMatch(target -> target.value().matches("(?s).*[\\r\\n].*"))) {
            throw new IllegalArgumentException("a target's name is one line");
        }
        kinds = Set.copyOf(kinds);
    }

    public boolean isWhole() {
        return targets.isEmpty() && kinds.isEmpty();
    }

    public boolean opens(TargetName target) {
        return targets.isEmpty() || targets.contains(target);
    }

    public boolean allows(StatementKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** For programs: {@code target a} or {@code kind b} in each line; empty for one that takes nothing away. */
    public String text() {
        TreeSet<String> lines = new TreeSet<>();
        targets.forEach(target -> lines.add(TARGET + target));
        kinds.forEach(kind -> lines.add(KIND + kind.policyName()));
        return String.join("\n", lines);
    }

    /**
     * What {@link #text} says.
     *
     * @throws IllegalArgumentException for another text
     */
    public static TokenScope parse(String text) {
        Set<TargetName> targets = new HashSet<>();
        Set<StatementKind> kinds = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith(TARGET)) {
                targets.add(new TargetName(line.substring(TARGET.length())));
            } else if (line.startsWith(KIND)) {
                String word = line.substring(KIND.length());
                kinds.add(StatementKind.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
            } else {
                throw new IllegalArgumentException("the scope of a token has a line of another sort");
            }
        }
        return new TokenScope(targets, kinds);
    }
}
