package dev.hoop.gateway.engine.command;

import java.util.List;
import java.util.stream.Stream;

/**
 * A pattern for a program with what it is given: {@code ls} is the program with any arguments, {@code systemctl status *} with those
 * words and any more, {@code git log} with those words alone. A program without a slash means that program wherever it lies. Immutable.
 */
public final class CommandPattern {
    private final String text;
    private final ProgramPattern program;
    private final List<Glob> words;
    private final boolean open;

    public CommandPattern(String text) {
        this.text = text;
        List<String> parts = List.of(text.strip().split("\\s+", -1));
        this.program = new ProgramPattern(parts.get(0));
        this.open = parts.size() == 1 || parts.get(parts.size() - 1).equals("*");
        List<String> given = parts.subList(1, open && parts.size() > 1 ? parts.size() - 1 : parts.size());
        this.words = given.stream().map(Glob::ofWord).toList();
    }

    /** Whether the program is this, whatever its gaps hold. */
    public boolean mustBe(ProgramUse use) {
        List<Term> given = use.arguments();
        if (!program.mustBe(use) || given.size() < words.size() || (!open && given.size() > words.size())) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (given.get(i).several() || !words.get(i).mustBe(given.get(i))) {
                return false;
            }
        }
        return open || given.stream().noneMatch(Term::several);
    }

    /** Whether the program may be this. */
    public boolean mayBe(ProgramUse use) {
        return program.mayBe(use) && mayBe(use.arguments());
    }

    private boolean mayBe(List<Term> given) {
        int at = 0;
        for (Term word : given) {
            if (word.several()) {
                return true; // any words from here on, as far as it matters
            }
            if (at == words.size()) {
                return open;
            }
            if (!words.get(at).mayBe(word)) {
                return false;
            }
            at++;
        }
        return at == words.size();
    }

    /** Whether any of them is the program, whatever its gaps hold. */
    public static boolean anyMustBe(List<CommandPattern> patterns, ProgramUse use) {
        return patterns.stream().anyMatch(pattern -> pattern.mustBe(use));
    }

    /** The texts of some patterns. */
    public static Stream<String> texts(List<CommandPattern> patterns) {
        return patterns.stream().map(CommandPattern::toString);
    }

    @Override
    public String toString() {
        return text;
    }
}
