package dev.hoop.gateway.engine.command;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a command, or of another action on a host, before it happens. A value: the same text and setting give equal facts.
 *
 * @param version the version of this record's meaning, {@link #VERSION}
 * @param programs every program that may be started, in the order of the text; those that others start behind them
 * @param files what the shell itself opens, what file transfer asks for, and what well-known programs write, remove and change
 * @param variables names of variables that are set
 * @param functions names of functions that are defined
 * @param opaque what cannot be judged before it runs
 * @param home the account's home, where it is known
 */
public record CommandFacts(
        int version,
        List<ProgramUse> programs,
        List<FileUse> files,
        List<String> variables,
        List<String> functions,
        List<OpaquePart> opaque,
        Optional<Destination> destination,
        Optional<String> home) {
    public static final int VERSION = 1;

    public CommandFacts {
        programs = List.copyOf(programs);
        files = List.copyOf(files);
        variables = List.copyOf(variables);
        functions = List.copyOf(functions);
        opaque = List.copyOf(opaque);
    }

    /** Facts of one action of file transfer. */
    public static CommandFacts of(List<FileUse> files) {
        return new CommandFacts(
                VERSION, List.of(), files, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Facts of one connection. */
    public static CommandFacts of(Destination destination) {
        return new CommandFacts(
                VERSION,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(destination),
                Optional.empty());
    }

    /** Whether everything that will run is known. */
    public boolean complete() {
        return opaque.isEmpty();
    }
}
