package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.corpus.CorpusCase.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The list of attacks in {@code docs/security-vectors.md} is the corpus. Run with {@code -Dhoop.write-documents=true} to write it. */
class SecurityVectorsTest {
    private static final Path PAGE = Path.of("..", "docs", "security-vectors.md");
    private static final List<String> DIALECTS = List.of("postgresql", "mariadb", "h2");

    @Test
    void pageListsEveryAttackOfTheCorpus() throws IOException {
        String page = page();
        if (Boolean.getBoolean("hoop.write-documents")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void corpusIsLargeInEveryDialect() {
        for (String dialect : DIALECTS) {
            List<CorpusCase> cases = CorpusCase.of(dialect);
            assertThat(cases)
                    .filteredOn(known -> known.expectation() != Expectation.OK)
                    .hasSizeGreaterThan(100);
            assertThat(cases)
                    .filteredOn(known -> known.expectation() == Expectation.OK)
                    .hasSizeGreaterThan(80);
        }
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Security vectors

                What the gateway is attacked with in its own tests. Each case is run against a real database that holds planted secrets, through a
                whole gateway whose subject sees the columns `ssn`, `email` and `card` masked:

                - **leak**: run directly the statement shows a secret, in rows or in an error; through the gateway no byte of any secret may come out
                - **refuse**: the statement must not reach the database: it guesses at a protected value, stores one where it is not masked, reaches
                  outside the database, changes what later statements mean, or touches every row

                The tests are `PostgresCorpusIT`, `MariaDbCorpusIT` and `H2CorpusIT` in `gateway-server`; a case is found there by its number. The
                same tests run ordinary statements of object mappers, reports, migrations and tools, which must pass and give what the database
                gives, and random queries (`-Dhoop.random.queries=…`, `-Dhoop.random.seed=…`). `PostgresTwinsIT`,
                `MariaDbTwinsIT` and `H2TwinsIT` hold two databases against each other that differ in protected values alone: computations on them
                (`twins*.txt`) and random queries must get the same rows, errors and warnings from both. Of the known limits, `SECURITY.md` tells.
                This page is written from the corpus by `SecurityVectorsTest`.
                """);
        for (String dialect : DIALECTS) {
            page.append("\n## ").append(dialect).append("\n\n```text\n");
            for (CorpusCase known : CorpusCase.of(dialect)) {
                if (known.expectation() != Expectation.OK) {
                    page.append("%-15s %-7s %s%n"
                            .formatted(
                                    known.id(), known.expectation().name().toLowerCase(Locale.ROOT), known.statement())
                            .replace(System.lineSeparator(), "\n"));
                }
            }
            page.append("```\n");
        }
        return page.toString();
    }
}
