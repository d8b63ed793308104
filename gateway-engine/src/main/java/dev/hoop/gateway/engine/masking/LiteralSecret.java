package dev.hoop.gateway.engine.masking;

/**
 * A secret that is known letter by letter, such as the credential of a target, and must not be shown.
 *
 * @param name what is shown in its place, and counted
 */
public record LiteralSecret(String name, String text) {
    /** Shorter texts would be found in all kinds of words. */
    public static final int FEWEST_CHARACTERS = 4;

    public static final int MOST_CHARACTERS = 8 * 1024;

    public LiteralSecret {
        if (text.length() < FEWEST_CHARACTERS || text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("secret '" + name + "' has less than " + FEWEST_CHARACTERS
                    + " characters, or more than " + MOST_CHARACTERS);
        }
    }

    /** Leaves the text out. */
    @Override
    public String toString() {
        return "LiteralSecret[" + name + "]";
    }
}
