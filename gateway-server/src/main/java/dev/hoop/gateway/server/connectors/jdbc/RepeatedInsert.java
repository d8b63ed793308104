package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An INSERT of one row of parameters into a table, whose VALUES can be repeated. Only the simplest form is one: nothing that is computed,
 * no literals, no comments, nothing behind the row. What is not understood here is not wrong, only sent as it is.
 *
 * @param table the table as the text names it
 * @param text the text up to and with its row
 * @param row the row in its brackets
 * @param parameters how many the row has
 */
record RepeatedInsert(String table, String text, String row, int parameters) {
    private static final String NAME = "(?:[A-Za-z_][A-Za-z_0-9]*|\"[^\"?]+\")";
    private static final String COLUMNS = "\\(\\s*" + NAME + "(?:\\s*,\\s*" + NAME + ")*\\s*\\)";
    private static final String VALUE = "(?:\\?(?:\\s*::\\s*[A-Za-z_][A-Za-z_0-9]*)?|DEFAULT|NULL)";
    private static final Pattern FORM = Pattern.compile(
            "\\s*INSERT\\s+INTO\\s+(?<table>" + NAME + "(?:\\." + NAME + "){0,2})\\s*(?:" + COLUMNS
                    + ")?\\s*VALUES\\s*(?<row>\\(\\s*" + VALUE + "(?:\\s*,\\s*" + VALUE + ")*\\s*\\))\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TEXT = 16 * 1024;

    static Optional<RepeatedInsert> of(StatementFacts facts) {
        String text = facts.executable();
        boolean inserts = facts.complete()
                && facts.statementCount() == 1
                && facts.kinds().equals(Set.of(StatementKind.INSERT))
                && !facts.returnsRows();
        if (!inserts || text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String row = form.group("row");
        int parameters = (int) row.chars().filter(sign -> sign == '?').count();
        return parameters == 0
                ? Optional.empty()
                : Optional.of(
                        new RepeatedInsert(form.group("table"), text.substring(0, form.end("row")), row, parameters));
    }

    /** The INSERT of so many rows. */
    String of(int rows) {
        StringBuilder repeated = new StringBuilder(text.length() + (rows - 1) * (row.length() + 1)).append(text);
        for (int i = 1; i < rows; i++) {
            repeated.append(',').append(row);
        }
        return repeated.toString();
    }
}
