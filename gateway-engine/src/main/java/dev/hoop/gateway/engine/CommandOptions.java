package dev.hoop.gateway.engine;

import java.util.Map;
import java.util.Optional;

/**
 * How a command is to be run, beside its text.
 *
 * @param terminal the terminal it gets; without one its streams are plain
 * @param environment variables it gets; a door lets only harmless ones in
 */
public record CommandOptions(Optional<Terminal> terminal, Map<String, String> environment) {
    public static final CommandOptions PLAIN = new CommandOptions(Optional.empty(), Map.of());

    public CommandOptions {
        environment = Map.copyOf(environment);
    }

    /** The same at a terminal of another size. */
    public CommandOptions resized(int columns, int rows) {
        return new CommandOptions(
                terminal.map(known -> new Terminal(known.type(), columns, rows, known.modes())), environment);
    }

    /** The same at a terminal whose keys and lines mean what they usually do, whatever the client has set. */
    public CommandOptions usual() {
        return new CommandOptions(
                terminal.map(known -> new Terminal(known.type(), known.columns(), known.rows(), Map.of())),
                environment);
    }

    /**
     * A terminal.
     *
     * @param type as in {@code TERM}
     * @param modes terminal modes by their number in the SSH protocol
     */
    public record Terminal(String type, int columns, int rows, Map<Integer, Integer> modes) {
        public Terminal {
            modes = Map.copyOf(modes);
        }
    }
}
