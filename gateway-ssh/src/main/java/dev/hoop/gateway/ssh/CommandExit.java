package dev.hoop.gateway.ssh;

import java.util.OptionalInt;

/**
 * How a command ended on its host.
 *
 * @param code the exit code; empty when a signal ended it, or when the host did not tell
 * @param signal the name of the signal that ended it, without {@code SIG}; empty for none
 */
public record CommandExit(OptionalInt code, String signal) {
    /** Whether it ended by itself with code zero. */
    public boolean isSuccess() {
        return code.orElse(-1) == 0;
    }
}
