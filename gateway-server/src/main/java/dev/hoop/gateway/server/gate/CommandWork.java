package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.engine.CommandOptions;
import java.util.Optional;

/**
 * One request to run a command.
 *
 * @param text the whole command, as its subject gave it
 * @param resume the approved request whose one execution this is
 * @param listener told when the command is held and when people have decided; pending is repeated while the wait lasts
 */
public record CommandWork(String text, CommandOptions options, Optional<String> resume, ApprovalListener listener) {
    /** The same with another text. */
    CommandWork as(String other) {
        return new CommandWork(other, options, resume, listener);
    }

    /** Leaves the text out. */
    @Override
    public String toString() {
        return "CommandWork[" + text.length() + " chars]";
    }
}
