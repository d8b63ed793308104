package dev.hoop.gateway.server.connectors.jdbc.products;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An INSERT of one row of parameters into a table, in PostgreSQL's dialect. Only the simplest form is one: nothing that is computed,
 * no literals, no comments, nothing behind the row. What is not understood here is not wrong, only sent as it is.
 *
 * @param table the table as the text names it
 * @param columns the names of the columns as the database knows them; empty where the text lists none
 * @param values what stands in the row, in its order
 */
record RepeatedInsert(String table, List<String> columns, List<Entry> values) {
    private static final String NAME = "(?:[A-Za-z_][A-Za-z_0-9]*|\"[^\"?]+\")";
    private static final String COLUMNS = "\\(\\s*(?<columns>" + NAME + "(?:\\s*,\\s*" + NAME + ")*)\\s*\\)";
    private static final String VALUE = "(?:\\?(?:\\s*::\\s*[A-Za-z_][A-Za-z_0-9]*)?|DEFAULT|NULL)";
    private static final Pattern FORM = Pattern.compile(
            "\\s*INSERT\\s+INTO\\s+(?<table>" + NAME + "(?:\\." + NAME + "){0,2})\\s*(?:" + COLUMNS
                    + ")?\\s*VALUES\\s*\\(\\s*(?<row>" + VALUE + "(?:\\s*,\\s*" + VALUE + ")*)\\s*\\)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE_NAME = Pattern.compile(NAME);
    private static final int LONGEST_TEXT = 16 * 1024;

    /** What a row has for one of its columns. */
    sealed interface Entry {
        /** A parameter, cast to the type of that name unless it is empty. */
        record Given(String cast) implements Entry {}

        /** NULL, spelled out. */
        record Nothing() implements Entry {}

        /** What the column has of itself. */
        record Default() implements Entry {}

        private static Entry of(String text) {
            return switch (text.toUpperCase(Locale.ROOT)) {
                case "DEFAULT" -> new Default();
                case "NULL" -> new Nothing();
                default ->
                    new Given(text.substring(text.lastIndexOf(text.indexOf(':') < 0 ? '?' : ':') + 1)
                            .strip());
            };
        }
    }

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
        List<Entry> values = Arrays.stream(form.group("row").split(",", -1))
                .map(value -> Entry.of(value.strip()))
                .toList();
        String named = form.group("columns");
        List<String> columns = named == null
                ? List.of()
                : ONE_NAME.matcher(named)
                        .results()
                        .map(name -> known(name.group()))
                        .toList();
        RepeatedInsert found = new RepeatedInsert(form.group("table"), columns, values);
        boolean whole = columns.isEmpty() || columns.size() == values.size();
        return whole && found.parameters() > 0 ? Optional.of(found) : Optional.empty();
    }

    private static String known(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name.toLowerCase(Locale.ROOT);
    }

    /** How many each row has. */
    int parameters() {
        return (int) values.stream().filter(Entry.Given.class::isInstance).count();
    }
}
