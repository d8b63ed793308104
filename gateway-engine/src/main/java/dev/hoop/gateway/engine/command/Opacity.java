package dev.hoop.gateway.engine.command;

import java.util.Locale;

/** Why a part of a command cannot be judged before it runs. */
public enum Opacity {
    /** Which program runs is computed: a variable, a substitution or a pattern stands in its place. */
    COMPUTED_PROGRAM,
    /** What a program that starts others is told is computed. */
    COMPUTED_ARGUMENTS,
    /** A program that starts others is given an option that is not known here. */
    UNKNOWN_OPTION,
    /** Code of another language stands in the command. */
    INLINE_CODE,
    /** A shell or an interpreter reads what it runs from its input. */
    CODE_FROM_INPUT,
    /** A shell or an interpreter reads what it runs from a file. */
    CODE_FROM_FILE,
    /** A variable is set that decides which program runs, or what it loads. */
    ENVIRONMENT,
    /** Words get another meaning: aliases, traps, options of the shell, and in a lasting session functions. */
    DEFINITION,
    /** A shell, an editor or another program is opened that takes commands of its own. */
    INTERACTIVE,
    /** Arithmetic on values that may hold code. */
    ARITHMETIC;

    /** The name used in policy files: {@code inline-code}. */
    public String policyName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
