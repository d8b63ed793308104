package dev.hoop.gateway.server.connectors.jdbc.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.server.connectors.jdbc.TestStatement;
import dev.hoop.gateway.server.connectors.jdbc.products.RepeatedInsert.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepeatedInsertTest {
    @Test
    void tableColumnsAndRowAreFound() {
        assertThat(of("insert into \"My t\".u ( A,\"B c\", d , e)\n values\t( ?, DEFAULT , ? :: jsonb,null ) ; "))
                .contains(new RepeatedInsert(
                        "\"My t\".u",
                        List.of("a", "B c", "d", "e"),
                        List.of(
                                new Entry.Given(""),
                                new Entry.Default(),
                                new Entry.Given("jsonb"),
                                new Entry.Nothing())));
    }

    @Test
    void columnsNeedNotBeListed() {
        assertThat(of("INSERT INTO t VALUES (?::int, ?)"))
                .contains(new RepeatedInsert("t", List.of(), List.of(new Entry.Given("int"), new Entry.Given(""))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "INSERT INTO t (a, b) VALUES (?)",
                "INSERT INTO t (a) VALUES (?, ?)",
                "INSERT INTO t VALUES (?::numeric(3))",
                "INSERT INTO t VALUES (?, 1)",
                "INSERT INTO t VALUES (?, 'a')",
                "INSERT INTO t VALUES (now(), ?)",
                "INSERT INTO t VALUES (?, (SELECT 1))",
                "INSERT INTO t VALUES (?), (?)",
                "INSERT INTO t VALUES (? + ?)",
                "INSERT INTO t VALUES (?) RETURNING id",
                "INSERT INTO t VALUES (?) ON CONFLICT DO NOTHING",
                "INSERT INTO t VALUES (?) -- VALUES (?)",
                "INSERT INTO t /* VALUES (?) */ VALUES (?)",
                "INSERT INTO t SELECT a FROM u UNION ALL VALUES (?)",
                "INSERT INTO t TABLE u UNION VALUES (?)",
                "INSERT INTO \"t?\" VALUES (?)",
                "INSERT INTO t AS v VALUES (?)",
                "INSERT INTO t OVERRIDING SYSTEM VALUE VALUES (?)",
                "WITH x AS (SELECT 1) INSERT INTO t VALUES (?)",
                "INSERT INTO t DEFAULT VALUES",
                "SELECT * FROM t WHERE a IN (?)"
            })
    void whatIsNotOfTheSimplestFormIsNone(String text) {
        assertThat(of(text)).isEmpty();
    }

    private static Optional<RepeatedInsert> of(String text) {
        return RepeatedInsert.of(
                new TestStatement(Dialect.POSTGRESQL, text).permit().claim().facts());
    }
}
