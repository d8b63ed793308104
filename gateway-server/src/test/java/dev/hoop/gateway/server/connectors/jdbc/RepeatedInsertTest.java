package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepeatedInsertTest {
    @Test
    void theRowIsRepeatedAndNothingElse() {
        RepeatedInsert insert = of("insert into \"My t\".u ( a,\"b c\" )\n values\t( ?, DEFAULT , ?::jsonb ) ; ")
                .orElseThrow();

        assertThat(insert.table()).isEqualTo("\"My t\".u");
        assertThat(insert.parameters()).isEqualTo(2);
        assertThat(insert.of(1)).isEqualTo("insert into \"My t\".u ( a,\"b c\" )\n values\t( ?, DEFAULT , ?::jsonb )");
        assertThat(insert.of(3))
                .isEqualTo("insert into \"My t\".u ( a,\"b c\" )\n values\t( ?, DEFAULT , ?::jsonb ),"
                        + "( ?, DEFAULT , ?::jsonb ),( ?, DEFAULT , ?::jsonb )");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
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
