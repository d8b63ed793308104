package dev.hoop.gateway.engine.command;

import java.util.List;

/**
 * A program or builtin that a command starts.
 *
 * @param name as it is written, with its path if it has one; not known where it is computed
 * @param arguments what it is given, without its name
 * @param via the programs through which it is started, outermost first: {@code sudo}, {@code xargs}
 * @param paths what of its arguments may be a path
 * @param assignments names of variables that are set for it alone
 * @param at index of the command in the text
 */
public record ProgramUse(
        Term name,
        List<Term> arguments,
        List<String> via,
        Input input,
        List<PathUse> paths,
        List<String> assignments,
        int at) {
    /** Where its standard input comes from. */
    public enum Input {
        /** From whoever sent the command. */
        CALLER,
        /** From another program of the command. */
        PIPE,
        /** From a file. */
        FILE,
        /** From the text of the command. */
        TEXT
    }

    public ProgramUse {
        arguments = List.copyOf(arguments);
        via = List.copyOf(via);
        paths = List.copyOf(paths);
        assignments = List.copyOf(assignments);
    }

    /** The last part of its name. */
    public Term baseName() {
        int slash = name.beginning().lastIndexOf('/');
        return name.isKnown() && slash >= 0 ? name.after(slash + 1) : name;
    }
}
