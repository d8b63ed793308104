package dev.hoop.gateway.engine;

import java.util.List;

/**
 * The gap that is left by the name of a relation or column which the catalogue does not have. Unlike other gaps it may close by itself:
 * whoever has a newer catalogue may know the name.
 */
public final class MissingName {
    private static final String RELATION = "the table or view '";
    private static final String COLUMN = "the column '";
    private static final String MISSING = "' is not known";

    private MissingName() {}

    public static String relation(String name) {
        return RELATION + name + MISSING;
    }

    public static String column(String name) {
        return COLUMN + name + MISSING;
    }

    /** Whether one of the gaps is such a one. */
    public static boolean isAmong(List<String> gaps) {
        for (String gap : gaps) {
            if ((gap.startsWith(RELATION) || gap.startsWith(COLUMN)) && gap.endsWith(MISSING)) {
                return true;
            }
        }
        return false;
    }
}
