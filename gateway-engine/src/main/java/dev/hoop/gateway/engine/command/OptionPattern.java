package dev.hoop.gateway.engine.command;

import java.util.List;

/**
 * An option that a program may be given: {@code -r} also among other letters, {@code --recursive} also cut short or with a value. Immutable.
 */
public final class OptionPattern {
    private final String text;

    public OptionPattern(String text) {
        this.text = text;
    }

    /** Whether the text is an option. */
    public static boolean isPattern(String text) {
        return text.matches("-[^-\\s]|--[^\\s=-][^\\s=]*|-[^-\\s][^\\s]+");
    }

    /** Whether the program may be given it. What stands behind {@code --} is no option. */
    public boolean mayBeAmong(List<Term> arguments) {
        for (Term argument : arguments) {
            if (argument.is("--")) {
                return false;
            }
            if (mayBe(argument)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBe(Term argument) {
        String given = argument.beginning();
        if (!argument.isKnown() && (given.isEmpty() || text.startsWith(given))) {
            return true;
        }
        if (text.startsWith("--")) {
            int equals = given.indexOf('=');
            String name = equals < 0 ? given : given.substring(0, equals);
            return name.length() > 2 && text.startsWith(name);
        }
        if (text.length() > 2) {
            return given.equals(text);
        }
        boolean letters = given.startsWith("-") && !given.startsWith("--");
        return letters && (given.indexOf(text.charAt(1), 1) > 0 || !argument.isKnown());
    }

    @Override
    public String toString() {
        return text;
    }
}
