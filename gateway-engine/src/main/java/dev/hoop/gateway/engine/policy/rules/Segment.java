package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Dialect;
import java.util.Locale;

/**
 * One part of a name pattern: a name, in which {@code *} stands for any run of characters. In quotes it means exactly that spelling.
 *
 * <p>Without quotes it means the name as written and as the target's dialect folds it. So {@code customers} is not PostgreSQL's {@code
 * "Customers"}, which is another table, and for MySQL and MariaDB, which do not tell the cases of column names apart, it is any case.
 */
public record Segment(String text, boolean quoted) {
    /** Stands for every name. */
    public static final Segment ANY = new Segment("*", false);

    public boolean matches(Dialect dialect, String name) {
        if (!quoted && text.equals("*")) {
            return true;
        }
        return switch (dialect) {
            case MYSQL, MARIADB -> fits(folded(text), folded(name));
            case SHELL -> fits(text, name);
            case POSTGRESQL -> fits(text, name) || (!quoted && fits(text.toLowerCase(Locale.ROOT), name));
            case H2 ->
                fits(text, name)
                        || (!quoted
                                && (fits(text.toUpperCase(Locale.ENGLISH), name)
                                        || fits(text.toLowerCase(Locale.ENGLISH), name)));
        };
    }

    /** Whether the text fits whatever the case; for names which have no catalogue, such as functions and settings. */
    public boolean fitsAnyCase(String name) {
        return fits(folded(text), folded(name));
    }

    /** Whether the text fits as it is written; for names of the policy's own, such as targets. */
    boolean fitsExactly(String name) {
        return fits(text, name);
    }

    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Globs in time proportional to the product of both lengths at worst; a quoted star is a star, too. */
    private static boolean fits(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return quoted ? '"' + text + '"' : text;
    }
}
