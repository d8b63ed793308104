package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FactsJson;
import dev.hoop.gateway.engine.StatementFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Facts as tools read them, statement by statement, as they stand in {@code facts.txt}. Who changes a name or a meaning there raises {@link
 * StatementFacts#VERSION} and writes the file anew with {@code -Dhoop.write-documents=true}.
 */
final class FactsJsonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/hoop/gateway/engine/sql/facts.txt");
    private static final List<String> STATEMENTS = List.of(
            "select id, upper(ssn) as code, 'literal' from customers c where c.email = ? order by name limit ?",
            "with moved as (delete from orders where total > 10 returning *) select count(*) from moved",
            "update customers set notes = ssn where 1 = 1",
            "insert into orders (id, status) values (?, ?) on conflict (id) do nothing returning id",
            "set search_path = x; select nextval('numbers')",
            "create table copies as select contact from v_customers",
            "explain select * from payments where card like '4%'",
            "select 1/(ascii(ssn)-49) from customers limit 10",
            "select \"a\\\"\u2028b\" from customers");

    @Test
    void factsAreWrittenAsEver() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String sql : STATEMENTS) {
            lines.add(sql.replace("\u2028", "<2028>"));
            lines.add(FactsJson.of(Shop.of(Dialect.POSTGRESQL).facts(sql)));
        }
        if (Boolean.getBoolean("hoop.write-documents")) {
            Files.write(GOLDEN, lines);
        }

        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void versionStandsFirst() {
        assertThat(FactsJson.of(Shop.of(Dialect.H2).facts("select 1")))
                .startsWith("{\"version\":" + StatementFacts.VERSION + ",\"dialect\":\"h2\",\"complete\":true,");
    }

    @Test
    void noLiteralIsWritten() {
        for (Dialect dialect : new Dialect[] {Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.H2}) {
            String json = FactsJson.of(Shop.of(dialect)
                    .facts(
                            "select 'hidden1', ssn || 'hidden2' from customers where name = 'hidden3' and id in (4711, 4712)"
                                    + " limit 3"));

            assertThat(json)
                    .contains("\"complete\":true")
                    .doesNotContain("hidden")
                    .doesNotContain("471");
        }
    }
}
