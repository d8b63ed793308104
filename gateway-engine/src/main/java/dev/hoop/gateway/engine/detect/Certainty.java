package dev.hoop.gateway.engine.detect;

/** What a check says of a text that has the right form. */
enum Certainty {
    /** It is something else. */
    NONE,
    /** Too many other numbers look like this: only beside a word, or in a column, that says what it is. */
    POSSIBLE,
    LIKELY
}
