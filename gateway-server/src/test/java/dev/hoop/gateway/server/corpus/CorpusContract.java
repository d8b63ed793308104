package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every case of a dialect's corpus, directly and through a gateway whose subject sees three columns masked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CorpusContract {
    /** All planted values begin so, and nothing else does. */
    private static final String SECRET = "secret";

    private static final int MOST_PROBLEMS = 12;
    private static final List<String> REASONS =
            List.of("a decision in", "a computation on", "give that column an alias");
    private static final Set<String> MASKED = Set.of("null", "redacted", "\"redacted\"", "<redacted/>", "0", "false");

    private final String dialect;

    private Gateway gateway;
    private Connection direct;
    private Connection through;

    CorpusContract(String dialect) {
        this.dialect = dialect;
    }

    /** Makes an empty database and tells where it is. */
    abstract String emptyDatabase() throws SQLException;

    abstract String user();

    abstract String password();

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException, IOException {
        String url = emptyDatabase();
        direct = DriverManager.getConnection(url, user(), password());
        try (Statement statement = direct.createStatement()) {
            for (String line : CorpusCase.schema(dialect)) {
                statement.execute(line);
            }
        }
        Path credential = directory.resolve("credential");
        Files.writeString(credential, user() + ":" + password());
        gateway = Gateway.builder().policyText("""
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                protected:
                  - { class: ssn, columns: ["shop.*.*.ssn"], mask: redact }
                  - { class: email, columns: ["shop.*.*.email"], mask: redact }
                  - { class: card, columns: ["shop.*.*.card"], mask: redact }
                grants:
                  - { name: everything, who: { groups: [staff] }, target: shop, allow: [all, admin] }
                rules:
                  - { name: whole-table-writes, on: { kind: [update, delete], where: missing-or-trivial }, verdict: deny }
                """.formatted(url, credential)).start();
        connect();
    }

    private void connect() throws SQLException {
        through = DriverManager.getConnection(gateway.url("shop"), "sue", gateway.issueToken("sue", "staff"));
    }

    @AfterAll
    void stop() throws SQLException {
        through.close();
        gateway.close();
        direct.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCase() {
        return CorpusCase.of(dialect).stream()
                .map(known -> DynamicTest.dynamicTest(
                        known.id() + " " + known.expectation() + " " + known.statement(), () -> check(known)));
    }

    /** Seeds from {@code hoop.random.seed}, as many as {@code hoop.random.queries} says. */
    @Test
    void randomQueriesKeepEverySecretAndChangeNothingElse() throws SQLException {
        long seed = Long.getLong("hoop.random.seed", 1);
        int count = Integer.getInteger("hoop.random.queries", 400);
        List<String> problems = new ArrayList<>();
        int good = 0;
        int ran = 0;
        for (long i = seed; i < seed + count && problems.size() < MOST_PROBLEMS; i++) {
            String sql = "select * from (" + RandomQuery.of(i, dialect) + ") outermost";
            Answers answers = Answers.of(through, sql);
            Answers plain = Answers.of(direct, sql);
            good += plain.failed() ? 0 : 1;
            ran += plain.failed() || answers.failed() ? 0 : 1;
            String problem = through.isClosed() ? "the session has ended: " + answers.texts() : problem(answers, plain);
            if (through.isClosed()) {
                connect();
            }
            if (!problem.isEmpty()) {
                problems.add("seed %d: %s%n    %s".formatted(i, problem, sql));
            }
        }
        assertThat(problems).isEmpty();
        assertThat(good).as("most queries are right").isGreaterThan(count / 2);
        assertThat(ran).as("most queries run").isGreaterThan(good / 2);
    }

    /** What is wrong with what came through, by what came directly. A query whose names clash fails there and may fail here. */
    private static String problem(Answers through, Answers plain) {
        if (through.everything().toLowerCase(Locale.ROOT).contains(SECRET)) {
            return "a secret came out";
        } else if (plain.failed()) {
            return "";
        } else if (through.failed()) {
            boolean reason = REASONS.stream().anyMatch(through.texts().toString()::contains);
            return reason ? "" : "refused for another reason than a decision: " + through.texts();
        } else if (!through.labels().equals(plain.labels())) {
            return "other labels: " + through.labels() + " for " + plain.labels();
        } else if (through.rows().size() != plain.rows().size()) {
            return "another number of rows";
        }
        for (int i = 0; i < plain.labels().size(); i++) {
            if (!isOnlyMasked(through.column(i), plain.column(i))) {
                return "column " + (i + 1) + " is neither as it is nor masked: " + through.column(i) + " for "
                        + plain.column(i);
            }
        }
        return "";
    }

    private static boolean isOnlyMasked(List<@Nullable String> through, List<@Nullable String> plain) {
        List<String> shown = through.stream().map(String::valueOf).sorted().toList();
        return shown.equals(plain.stream().map(String::valueOf).sorted().toList())
                || shown.stream().allMatch(cell -> MASKED.contains(cell) || cell.matches("\\*+"));
    }

    /** NULL for the right guess and something else for all others would be an answer. */
    @Test
    void computedCellsAreAllAlike() throws SQLException {
        for (String expression : List.of("nullif(ssn, 'SECRETSSN1')", "length(nullif(ssn, 'SECRETSSN1'))")) {
            Answers answers = Answers.of(through, "select " + expression + " as answer from customers");

            assertThat(answers.rows()).as(expression).hasSize(5);
            assertThat(answers.column(0))
                    .as(expression)
                    .doesNotContainNull()
                    .containsOnly(answers.column(0).get(0));
        }
    }

    private void check(CorpusCase known) throws SQLException {
        if (through.isClosed()) {
            connect();
        }
        switch (known.expectation()) {
            case OK -> runsAsDirectly(known);
            case LEAK -> keepsTheSecret(known);
            case REFUSE -> isRefused(known);
        }
    }

    private void keepsTheSecret(CorpusCase known) throws SQLException {
        assertThat(Answers.of(direct, known.statement()).everything().toLowerCase(Locale.ROOT))
                .as("the case is no attack: run directly it shows nothing")
                .contains(SECRET);

        assertThat(Answers.of(through, known.statement()).everything().toLowerCase(Locale.ROOT))
                .doesNotContain(SECRET);
    }

    private void isRefused(CorpusCase known) throws SQLException {
        Answers answers = Answers.of(through, known.statement());

        assertThat(answers.errorCode())
                .as("the gateway's own refusal: %s", answers.texts())
                .isBetween(1001, 1003);
        assertThat(answers.everything().toLowerCase(Locale.ROOT)).doesNotContain(SECRET);
    }

    private void runsAsDirectly(CorpusCase known) throws SQLException {
        if (known.defines()) {
            runs(known);
            return;
        }
        // one before and one behind: what they agree in has not changed in between
        Answers first = Answers.of(direct, known.statement());
        Answers answers = runs(known);
        Answers second = Answers.of(direct, known.statement());
        if (!known.statement().contains("{")) { // the label of an escape is the driver's affair
            assertThat(answers.labels()).isEqualTo(first.labels());
        }
        assertThat(answers.rows()).hasSameSizeAs(first.rows());
        for (int i = 0; i < first.labels().size(); i++) {
            boolean steady = first.column(i).equals(second.column(i));
            boolean secret = first.column(i).toString().toLowerCase(Locale.ROOT).contains(SECRET);
            if (steady && !secret) {
                assertThat(answers.column(i)).isEqualTo(first.column(i));
            }
        }
    }

    private Answers runs(CorpusCase known) throws SQLException {
        Answers answers = Answers.of(through, known.statement());

        assertThat(answers.errorCode()).as("%s", answers.texts()).isZero();
        assertThat(answers.failed()).isFalse();
        assertThat(answers.everything().toLowerCase(Locale.ROOT)).doesNotContain(SECRET);
        return answers;
    }
}
