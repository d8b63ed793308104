package dev.hoop.gateway.engine.shell.syntax;

/** Why a text is not read. The message holds nothing of the text but signs of the language. */
public final class SyntaxRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int at;
    private final boolean unfinished;

    public SyntaxRefusal(String why, int at, boolean unfinished) {
        super(why, null, false, false);
        this.at = at;
        this.unfinished = unfinished;
    }

    /** A text that no more text would help. */
    public static SyntaxRefusal of(String why, int at) {
        return new SyntaxRefusal(why, at, false);
    }

    /** Index in the text. */
    public int at() {
        return at;
    }

    /** Whether more text could make it whole. */
    public boolean isUnfinished() {
        return unfinished;
    }

    @Override
    public String getMessage() {
        return super.getMessage() + " (character " + (at + 1) + ")";
    }
}
