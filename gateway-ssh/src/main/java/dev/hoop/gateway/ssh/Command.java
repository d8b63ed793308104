package dev.hoop.gateway.ssh;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run on a target. Immutable; each {@code with} answers another one.
 *
 * @param text the whole command, as the account's shell reads it
 * @param environment variables; the gateway takes {@code LANG}, {@code LANGUAGE}, {@code COLORTERM} and {@code LC_*}, and drops others
 * @param terminal the terminal it gets; empty for none
 * @param timeout how long it may take from start to end, waiting for people included; zero for as long as it likes
 * @param mostBytes how many bytes of output, and of errors, {@link HoopSsh#exec} gathers at most
 */
public record Command(
        String text, Map<String, String> environment, Optional<Terminal> terminal, Duration timeout, int mostBytes) {
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    public Command {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the command is blank");
        }
        if (timeout.isNegative() || mostBytes < 0) {
            throw new IllegalArgumentException("a time-out and a number of bytes are not negative");
        }
        environment = Map.copyOf(environment);
    }

    /** A command without terminal and time-out. */
    public static Command of(String text) {
        return new Command(text, Map.of(), Optional.empty(), Duration.ZERO, MOST_BYTES);
    }

    /** The same with a bound on its time. */
    public Command within(Duration bound) {
        return new Command(text, environment, terminal, bound, mostBytes);
    }

    /** The same with these variables. */
    public Command with(Map<String, String> variables) {
        return new Command(text, variables, terminal, timeout, mostBytes);
    }

    /** The same with a terminal. */
    public Command at(Terminal given) {
        return new Command(text, environment, Optional.of(given), timeout, mostBytes);
    }

    /** The same with another bound on what is gathered. */
    public Command gathering(int bytes) {
        return new Command(text, environment, terminal, timeout, bytes);
    }

    /** Leaves text and variables out: records end up in logs. */
    @Override
    public String toString() {
        return "Command[" + text.length() + " chars]";
    }
}
