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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two databases that differ in protected values alone answer alike to who sees them masked: the same rows, the same errors, the same
 * warnings, as many of each. The one holds numbers, dates and letters where the other holds none, so that computations fail in one of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwinsContract {
    private static final List<String> MODES = List.of("deny", "equality-only", "on-masked");
    private static final List<String> FIRST = List.of("49", "1990-01-01", "x", "-7", "abc(");
    private static final List<String> SECOND = List.of("1", "[1]", "0", "none at all", "+");

    /** What shows in a text that it may have to do with a protected column. */
    private static final List<String> PROTECTED = List.of("ssn", "email", "card", "salary", "contact", "code", "*");

    private final String dialect;
    private final Map<String, String> urls = new HashMap<>();
    private final Map<String, Connection> through = new HashMap<>();
    private Gateway gateway;

    TwinsContract(String dialect) {
        this.dialect = dialect;
    }

    /** Makes an empty database of that name and tells where it is. */
    abstract String emptyDatabase(String name) throws SQLException;

    abstract String user();

    abstract String password();

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException, IOException {
        String first = database("first", FIRST, 0);
        String second = database("second", SECOND, 17);
        Path credential = directory.resolve("credential");
        Files.writeString(credential, user() + ":" + password());
        StringBuilder targets = new StringBuilder();
        StringBuilder classes = new StringBuilder();
        for (String mode : MODES) {
            String name = name(mode, "*");
            targets.append(target(name(mode, "first"), first, credential));
            targets.append(target(name(mode, "second"), second, credential));
            classes.append("  - { class: of-%s, columns: [%s], predicates: %s }%n"
                    .formatted(name(mode, "data"), columns(name), mode));
        }
        gateway = Gateway.builder().policyText("""
                version: 1
                targets:
                %sprotected:
                %sgrants:
                  - { name: everything, who: { groups: [staff] }, target: "*", allow: [all, admin] }
                """.formatted(targets, classes)).start();
    }

    private static String name(String mode, String twin) {
        return mode.replace("-", "") + "-" + twin;
    }

    private static String columns(String target) {
        return Stream.of("ssn", "email", "card", "salary")
                .map(column -> "\"" + target + ".*.*." + column + "\"")
                .collect(Collectors.joining(", "));
    }

    private static String target(String name, String url, Path credential) {
        return "  %s: { type: jdbc, url: \"%s\", credential: \"file:%s\", options: { pool-size: 4 } }\n"
                .formatted(name, url, credential);
    }

    private String database(String name, List<String> secrets, int shift) throws SQLException {
        String url = emptyDatabase(name);
        urls.put(name, url);
        try (Connection connection = DriverManager.getConnection(url, user(), password());
                Statement statement = connection.createStatement()) {
            for (String line : CorpusCase.schema(dialect)) {
                statement.execute(line);
            }
            for (String table : List.of("customers", "orders")) {
                statement.execute("update " + table + " set created_at = timestamp '2024-01-01 00:00:00'");
            }
            for (int id = 1; id <= secrets.size(); id++) {
                String secret = secrets.get(id - 1);
                statement.execute("update customers set ssn = '%1$s', email = '%1$s', salary = %2$d where id = %3$d"
                        .formatted(secret, (id * 7 + shift) % 5 * 1000, id));
                statement.execute("update payments set card = '%s' where id = %d".formatted(secret, id));
            }
        }
        return url;
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deny", "equality-only", "on-masked"})
    void noComputationTellsThemApart(String mode) throws SQLException {
        int ran = 0;
        List<String> statements = computations();
        for (String sql : statements) {
            ran += alike(mode, sql).failed() ? 0 : 1;
        }

        assertThat(ran).as("most are no reason to refuse").isGreaterThan(statements.size() * 2 / 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deny", "equality-only", "on-masked"})
    void noRandomQueryTellsThemApart(String mode) throws SQLException {
        long seed = Long.getLong("hoop.random.seed", 1);
        int count = Integer.getInteger("hoop.random.queries", 200);
        for (long i = seed; i < seed + count; i++) {
            alike(mode, RandomQuery.computing(i, dialect));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deny", "on-masked"})
    void noDecisionTellsThemApart(String mode) throws SQLException {
        for (long seed = 1; seed <= 100; seed++) {
            alike(mode, RandomQuery.deciding(seed, dialect));
        }
    }

    /** What it is not told apart by, it would be if nothing were done. */
    @Test
    void directlyTheyAreNotAlike() throws SQLException {
        int different = 0;
        for (String sql : computations()) {
            different += answer("first", sql).equals(answer("second", sql)) ? 0 : 1;
        }

        assertThat(different).isGreaterThan(30);
    }

    private String answer(String name, String sql) throws SQLException {
        try (Connection direct = DriverManager.getConnection(urls.getOrDefault(name, ""), user(), password())) {
            return Answers.of(direct, sql).everything();
        }
    }

    private Answers alike(String mode, String sql) throws SQLException {
        Answers first = Answers.of(connection(mode, "first"), sql);
        Answers second = Answers.of(connection(mode, "second"), sql);
        assertThat(told(second, sql)).as("%s: %s", mode, sql).isEqualTo(told(first, sql));
        assertThat(second.errorCode()).as("%s: %s", mode, sql).isEqualTo(first.errorCode());
        assertThat(second.state()).as("%s: %s", mode, sql).isEqualTo(first.state());
        return first;
    }

    /**
     * Without what MariaDB tells of the schema and the connection, nor the order of rows where no protected value can have made it: it puts
     * rows that a window holds for equal in the order of their addresses.
     */
    private static String told(Answers answers, String sql) {
        boolean ordered = PROTECTED.stream().anyMatch(sql::contains);
        return (ordered ? answers : answers.sorted())
                .everything()
                .replace("twin_second", "twin_first")
                .replaceAll("\\(conn=\\d+\\)", "");
    }

    /** Anew where a statement has ended the session. */
    private Connection connection(String mode, String twin) throws SQLException {
        String name = name(mode, twin);
        Connection known = through.get(name);
        if (known == null || known.isClosed()) {
            known = DriverManager.getConnection(gateway.url(name), "sue", gateway.issueToken("sue", "staff"));
            through.put(name, known);
        }
        return known;
    }

    private List<String> computations() {
        return Stream.concat(
                        CorpusCase.lines("twins.txt").stream(), CorpusCase.lines("twins-" + dialect + ".txt").stream())
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
