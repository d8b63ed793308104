package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import java.util.ArrayList;
import java.util.List;

/** Which parts of an argument may be a path: all of it, and what stands behind {@code =}, {@code :} or an option's letter. */
final class ArgumentPaths {
    private static final int MOST_COLONS = 8;

    private ArgumentPaths() {}

    static List<Term> of(Term argument) {
        List<Term> found = new ArrayList<>();
        String text = argument.beginning();
        boolean option = text.startsWith("-") && text.length() > 1;
        if (!option) {
            found.add(argument);
        } else if (!text.startsWith("--") && (text.length() > 2 || !argument.isKnown())) {
            found.add(argument.after(Math.min(2, text.length())));
        }
        int equals = text.indexOf('=');
        if (equals >= 0) {
            found.add(argument.after(equals + 1));
        } else if (text.startsWith("--") && !argument.isKnown()) {
            found.add(Term.UNKNOWN);
        }
        if (text.startsWith("@")) {
            found.add(argument.after(1));
        }
        int colon = text.indexOf(':');
        for (int i = 0; i < MOST_COLONS && colon >= 0; i++) {
            found.add(argument.after(colon + 1));
            colon = text.indexOf(':', colon + 1);
        }
        return found;
    }
}
