package dev.hoop.gateway.engine.sql.function;

import java.util.List;

/**
 * A built-in function.
 *
 * @param columns the columns it gives in FROM; empty for one column named after its alias or itself
 */
public record BuiltIn(String name, Kind kind, List<String> columns) {
    /** What sort of function, and so what its value is. */
    public enum Kind {
        PURE,
        AGGREGATE,
        WINDOW,
        /** Harmless, but depends on clock, session, randomness or definitions. */
        VOLATILE,
        SEQUENCE,
        SIDE_EFFECT
    }
}
