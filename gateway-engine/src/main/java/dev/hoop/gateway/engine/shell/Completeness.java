package dev.hoop.gateway.engine.shell;

/** Whether a text is a whole command. */
public enum Completeness {
    COMPLETE,
    /** More lines are needed: a quote, a loop or a here-document is open. */
    MORE,
    /** No more text makes it a command that is understood. */
    WRONG
}
