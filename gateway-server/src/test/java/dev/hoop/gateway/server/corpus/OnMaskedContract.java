package dev.hoop.gateway.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.corpus.CorpusCase.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code predicates: on-masked} on a real database: a decision on a protected column is made as if the column were NULL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnMaskedContract {
    private static final String SECRET = "secret";
    private static final List<Map.Entry<String, String>> PROTECTED =
            List.of(Map.entry("customers", "ssn"), Map.entry("customers", "email"), Map.entry("payments", "card"));

    private final String dialect;
    private Gateway gateway;
    private Connection direct;
    private Connection through;
    private Connection denied;
    private Connection masking;

    OnMaskedContract(String dialect) {
        this.dialect = dialect;
    }

    /** Makes an empty database and tells where it is. */
    abstract String emptyDatabase() throws SQLException;

    abstract String user();

    abstract String password();

    /** Lets a column be NULL. */
    String nullable(String table, String column) {
        return "alter table " + table + " alter column " + column + " drop not null";
    }

    /** What brings copies of the columns up to date. */
    List<String> refreshes() {
        return List.of();
    }

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
                defaults: { predicates: on-masked }
                targets:
                  shop: { type: jdbc, url: "%1$s", credential: "file:%2$s" }
                  strict: { type: jdbc, url: "%1$s", credential: "file:%2$s" }
                  faces: { type: jdbc, url: "%1$s", credential: "file:%2$s" }
                protected:
                  - { class: ssn, columns: ["shop.*.*.ssn"], mask: "null" }
                  - { class: email, columns: ["shop.*.*.email"], mask: "null" }
                  - { class: card, columns: ["shop.*.*.card"], mask: "null" }
                  - { class: faces, columns: ["faces.*.*.ssn", "faces.*.*.email"], mask: redact }
                  - { class: all, columns: ["strict.*.*.ssn", "strict.*.*.email", "strict.*.*.card"], predicates: deny }
                grants:
                  - { name: everything, who: { groups: [staff] }, target: [shop, strict, faces], allow: [all, admin] }
                """.formatted(url, credential)).start();
        through = connect("shop");
        denied = connect("strict");
        masking = connect("faces");
    }

    private Connection connect(String target) throws SQLException {
        return DriverManager.getConnection(gateway.url(target), "sue", gateway.issueToken("sue", "staff"));
    }

    @AfterAll
    void stop() throws SQLException {
        gateway.close();
        direct.close();
    }

    @Test
    void noAttackOfTheCorpusShowsASecret() throws SQLException {
        for (CorpusCase known : CorpusCase.of(dialect)) {
            boolean guessed =
                    known.statement().toLowerCase(Locale.ROOT).contains(SECRET); // a plan repeats what was asked
            if (known.expectation() == Expectation.LEAK && !guessed) {
                if (through.isClosed()) {
                    through = connect("shop");
                }
                assertThat(Answers.of(through, known.statement()).everything().toLowerCase(Locale.ROOT))
                        .as(known.statement())
                        .doesNotContain(SECRET);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id, email from customers where email like '%a%' or id = 1",
                "select c.id, c.email from customers c where lower(c.email) = 'x' or c.id = 1 order by c.id",
                "select customers.id, customers.email, 1 as one from customers where id = 1 order by lower(email)",
                "select id, email as email, upper(email) as loud from customers where id = 1",
                "select id, email, name, ssn from customers where coalesce(ssn, 'none') = 'none' and id = 1",
                "select c.id, c.email, o.id as number from customers c join orders o on o.customer_id = c.id"
                        + " where c.id = 1 and upper(c.email) is null",
            })
    void whatIsShownBesideADecisionOrComputationHasItsMask(String sql) throws SQLException {
        Answers plain = Answers.of(masking, "select email from customers where id = 1");

        Answers beside = Answers.of(masking, sql);

        assertThat(plain.rows()).hasSize(1);
        assertThat(beside.failed()).as("%s", beside.texts()).isFalse();
        assertThat(beside.labels().get(1)).isEqualToIgnoringCase("email");
        assertThat(beside.rows())
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row.get(1)).isEqualTo(plain.rows().get(0).get(0)));
    }

    @Test
    void starBesideAComputationIsTheStarWithItsMasks() throws SQLException {
        Answers plain = Answers.of(masking, "select * from customers where id = 1");

        for (String sql : List.of(
                "select * from customers where id = 1 and upper(email) is null",
                "select c.* from customers c where c.id = 1 order by lower(c.email)",
                "select * from customers as c where id = 1 and (email like '%a%' or lower(ssn) is null)")) {
            Answers beside = Answers.of(masking, sql);
            assertThat(beside.labels()).as(sql).isEqualTo(plain.labels());
            assertThat(beside.rows()).as(sql).isEqualTo(plain.rows());
        }
    }

    @Test
    void missingRowOfAnOuterJoinStaysMissing() throws SQLException {
        Answers missing = Answers.of(
                masking,
                "select o.id, c.email, lower(c.email) from orders o left join customers c on c.id = o.customer_id and c.id < 0"
                        + " order by o.id");

        assertThat(missing.rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(1)).isNull());
    }

    @Test
    void orderOfTheShownIsNotTheOrderOfTheValues() throws SQLException {
        String shown = "select id from customers order by id";

        assertThat(Answers.of(masking, "select id, email from customers order by email, id")
                        .rows())
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(Answers.of(masking, shown).rows().stream()
                        .map(row -> row.get(0))
                        .toList());
        assertThat(Answers.of(masking, "select id, email as mail from customers order by 2, id")
                        .rows())
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(Answers.of(masking, shown).rows().stream()
                        .map(row -> row.get(0))
                        .toList());
    }

    @Test
    void decisionsAreThoseOnATableWithoutTheValues() throws SQLException {
        Map<String, Answers> decided = new LinkedHashMap<>();
        for (long seed = 1; seed <= 300; seed++) {
            String sql = RandomQuery.deciding(seed, dialect);
            boolean decides = Answers.of(denied, sql).texts().toString().contains("a decision in");
            if (decides) {
                decided.put(sql, Answers.of(through, sql));
            }
        }
        forgetTheValues();

        assertThat(decided).hasSizeGreaterThan(50);
        int ran = 0;
        int good = 0;
        for (Map.Entry<String, Answers> one : decided.entrySet()) {
            Answers there = Answers.of(direct, one.getKey());
            good += there.failed() ? 0 : 1; // names may clash
            if (!one.getValue().failed()) {
                ran++;
                assertThat(one.getValue().labels()).as(one.getKey()).isEqualTo(there.labels());
                assertThat(one.getValue().rows()).as(one.getKey()).containsExactlyInAnyOrderElementsOf(there.rows());
            }
        }
        assertThat(ran).as("most run").isGreaterThan(good * 9 / 10);
    }

    private void forgetTheValues() throws SQLException {
        try (Statement statement = direct.createStatement()) {
            for (Map.Entry<String, String> column : PROTECTED) {
                statement.execute(nullable(column.getKey(), column.getValue()));
                statement.execute("update " + column.getKey() + " set " + column.getValue() + " = null");
            }
            for (String refresh : refreshes()) {
                statement.execute(refresh);
            }
        }
        if (!direct.getAutoCommit()) {
            direct.commit();
        }
    }
}
