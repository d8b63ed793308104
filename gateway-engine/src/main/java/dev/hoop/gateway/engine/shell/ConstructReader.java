package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.OpaquePart;
import dev.hoop.gateway.engine.command.ProgramUse;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads constructs for a shell that goes on afterwards. What would change the meaning of later ones, or how the shell reads them, is not
 * understood here, whatever a policy grants: a name that was judged must mean the same when it is typed again. Thread-safe.
 */
public final class ConstructReader {
    /** Builtins that define names, read code, or change how the shell reads. */
    private static final Set<String> REFUSED = Set.of(
            ".",
            "alias",
            "bg",
            "bind",
            "builtin",
            "caller",
            "compgen",
            "complete",
            "compopt",
            "coproc",
            "dirs",
            "disown",
            "enable",
            "eval",
            "exec",
            "fc",
            "fg",
            "hash",
            "history",
            "jobs",
            "logout",
            "mapfile",
            "popd",
            "pushd",
            "readarray",
            "set",
            "shopt",
            "source",
            "suspend",
            "trap",
            "ulimit",
            "unalias");

    private static final Set<String> DECLARING = Set.of("declare", "typeset", "local", "export", "readonly");
    private static final Set<Opacity> NEVER =
            EnumSet.of(Opacity.DEFINITION, Opacity.ENVIRONMENT, Opacity.COMPUTED_PROGRAM, Opacity.ARITHMETIC);

    private final ShellReader reader = new ShellReader();
    private final ShellSetting account;
    private final Set<String> terminalPrograms;

    /**
     * A reader for one account.
     *
     * @param terminalPrograms names of the programs that may take over the terminal
     */
    public ConstructReader(ShellSetting account, Set<String> terminalPrograms) {
        this.account = account;
        this.terminalPrograms = Set.copyOf(terminalPrograms);
    }

    /**
     * What the construct does.
     *
     * @param directory where the shell is; empty where it is not known
     */
    public StatementFacts facts(String construct, String directory) {
        StatementFacts facts = reader.facts(construct, account.in(Mode.SESSION, directory));
        return refusal(facts)
                .map(why -> StatementFacts.opaque(Dialect.SHELL, 1, why))
                .orElse(facts);
    }

    /** Whether the text is a whole construct. */
    public Completeness completeness(String text) {
        return reader.completeness(text, account);
    }

    /** Whether it gets the keys while it runs: every program it may start is one that may take over the terminal. */
    public boolean takesTerminal(StatementFacts facts) {
        return facts.command()
                .filter(command -> !command.programs().isEmpty()
                        && command.programs().stream().allMatch(this::mayTakeTerminal))
                .isPresent();
    }

    private boolean mayTakeTerminal(ProgramUse use) {
        return use.baseName().known().filter(terminalPrograms::contains).isPresent();
    }

    private Optional<String> refusal(StatementFacts facts) {
        Optional<CommandFacts> command = facts.command();
        if (command.isEmpty()) {
            return Optional.empty(); // not understood already
        }
        if (!command.get().functions().isEmpty()) {
            return Optional.of("a function is defined, which a gated shell does not take");
        }
        for (ProgramUse use : command.get().programs()) {
            Optional<String> refused = refusal(use);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return command.get().opaque().stream()
                .filter(part -> NEVER.contains(part.reason()) || isKeptFromTerminal(part, command.get()))
                .map(OpaquePart::why)
                .map(why -> why + ", which a gated shell does not take")
                .findFirst();
    }

    private boolean isKeptFromTerminal(OpaquePart part, CommandFacts command) {
        return part.reason() == Opacity.INTERACTIVE
                && !command.programs().stream().allMatch(this::mayTakeTerminal);
    }

    private static Optional<String> refusal(ProgramUse use) {
        String name = use.name().known().orElse("");
        if (REFUSED.contains(name) || use.via().stream().anyMatch(REFUSED::contains)) {
            String what = REFUSED.contains(name)
                    ? name
                    : use.via().stream().filter(REFUSED::contains).findFirst().orElse(name);
            return Optional.of(
                    "'%s' changes what later commands mean, and a gated shell does not take it".formatted(what));
        }
        if (DECLARING.contains(name) && !isPlainDeclaration(use.arguments())) {
            return Optional.of("'%s' with these options is not taken by a gated shell".formatted(name));
        }
        return Optional.empty();
    }

    /** Names with or without values, and the options that say nothing about code. */
    private static boolean isPlainDeclaration(List<Term> words) {
        return words.stream().anyMatch(word -> !isOption(word))
                && words.stream().allMatch(word -> !word.several() && (!isOption(word) || isHarmless(word)));
    }

    private static boolean isOption(Term word) {
        return word.beginning().startsWith("-") || word.beginning().startsWith("+");
    }

    private static boolean isHarmless(Term option) {
        return option.known().filter(text -> text.matches("-[xrag]+")).isPresent();
    }
}
