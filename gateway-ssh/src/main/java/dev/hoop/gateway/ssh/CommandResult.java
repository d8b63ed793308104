package dev.hoop.gateway.ssh;

import java.util.OptionalInt;

/**
 * A command that has ended, with all it wrote, read as UTF-8.
 *
 * @param output what it wrote to standard output, masked where the policy says so
 * @param errors what it wrote to standard error, and nothing of the gateway's own
 */
public record CommandResult(String output, String errors, CommandExit exit) {
    /** The exit code; empty when a signal ended it. */
    public OptionalInt exitCode() {
        return exit.code();
    }

    /** Leaves output and errors out: records end up in logs. */
    @Override
    public String toString() {
        return "CommandResult[" + exit + ", " + output.length() + " and " + errors.length() + " chars]";
    }
}
