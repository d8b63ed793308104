package dev.hoop.gateway.engine;

import java.util.OptionalInt;

/**
 * How a command ended: by itself with a code, or by a signal.
 *
 * @param signal its name without {@code SIG}; empty when there was none
 */
public record CommandEnd(OptionalInt exitCode, String signal) {
    /** The way there is lost, or was cut: nothing is known. */
    public static final CommandEnd UNKNOWN = new CommandEnd(OptionalInt.empty(), "");

    /** For the trail: {@code exit 3}, {@code signal TERM}, {@code unknown}. */
    public String words() {
        if (!signal.isEmpty()) {
            return "signal " + signal;
        }
        return exitCode.isPresent() ? "exit " + exitCode.getAsInt() : "unknown";
    }
}
