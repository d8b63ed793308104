package dev.hoop.gateway.server.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** One line of a corpus. Cases of a dialect are numbered from one in the order of its file. */
record CorpusCase(String dialect, int number, Expectation expectation, String statement) {
    enum Expectation {
        /** An ordinary statement: it runs, and gives what the database gives. */
        OK,
        /** Run directly it shows a planted secret, through the gateway it must not. */
        LEAK,
        /** It must not reach the database. */
        REFUSE
    }

    static List<CorpusCase> of(String dialect) {
        List<CorpusCase> cases = new ArrayList<>();
        for (String line : lines(dialect + ".txt")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int bar = line.indexOf('|');
            Expectation expectation =
                    Expectation.valueOf(line.substring(0, bar).strip().toUpperCase(Locale.ROOT));
            cases.add(new CorpusCase(
                    dialect,
                    cases.size() + 1,
                    expectation,
                    line.substring(bar + 1).strip()));
        }
        return cases;
    }

    static List<String> schema(String dialect) {
        return lines(dialect + "-schema.sql").stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    static List<String> lines(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CorpusCase.class.getResourceAsStream(file), file), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code h2-17}. */
    String id() {
        return dialect + "-" + number;
    }

    /** Whether the statement commits by itself in some database, so that it is not run twice. */
    boolean defines() {
        String word = statement.split("[^A-Za-z]+", 2)[0].toUpperCase(Locale.ROOT);
        return List.of(
                        "CREATE",
                        "ALTER",
                        "DROP",
                        "RENAME",
                        "COMMENT",
                        "TRUNCATE",
                        "GRANT",
                        "SET",
                        "LOCK",
                        "UNLOCK",
                        "ANALYZE")
                .contains(word);
    }
}
