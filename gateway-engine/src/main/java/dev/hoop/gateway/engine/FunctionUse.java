package dev.hoop.gateway.engine;

/** That a statement calls a function. The name is as the catalogue or the built-in list spells it, with its schema when it is not built in. */
public record FunctionUse(String name, Purity purity) {
    /** What calling the function can do besides answering. */
    public enum Purity {
        /** On the allow list of built-in functions whose answer depends only on their arguments. */
        PURE,
        /** Built in and harmless, but depends on clock, session or randomness. */
        VOLATILE,
        /** Has effects, reads files or other sessions, or runs text as code. */
        SIDE_EFFECT,
        /** Not on any list. */
        UNKNOWN
    }
}
