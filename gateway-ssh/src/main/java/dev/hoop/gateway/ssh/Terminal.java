package dev.hoop.gateway.ssh;

/**
 * A terminal that a command or shell is given.
 *
 * @param type as {@code TERM} has it: {@code xterm-256color}, {@code dumb}
 */
public record Terminal(String type, int columns, int rows) {
    /** What programs expect that know nothing better. */
    public static final Terminal USUAL = new Terminal("xterm-256color", 80, 24);

    public Terminal {
        if (type.isBlank() || columns < 1 || rows < 1) {
            throw new IllegalArgumentException("a terminal has a type, and at least one column and row");
        }
    }
}
