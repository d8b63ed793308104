package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.StatementFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImprintTest {
    private static TestStatement statement(String text) {
        return new TestStatement(Dialect.MARIADB, text);
    }

    private static Imprint of(TestStatement statement) {
        return Imprint.of(statement.permit().claim().facts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM customers WHERE mail = 'ann@example.com'",
                "INSERT INTO customers(name) VALUES ('temperature')",
                "UPDATE customers SET note = 'x' WHERE id = 1",
                "CREATE TABLE t(id INT)"
            })
    void ordinaryStatementsLeaveNothing(String text) {
        assertThat(of(statement(text))).isEqualTo(Imprint.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path TO x",
                "USE other",
                "CREATE TEMPORARY TABLE t(id INT)",
                "CREATE LOCAL TEMP TABLE t(id INT)",
                "SELECT 1 INTO TEMP t",
                "CREATE TABLE pg_temp.t(id INT)",
                "CREATE TABLE pg_temp_3.t(id INT)",
                "SELECT @total := 1",
                "SELECT 1 INTO @total",
                "LOCK TABLES t WRITE",
                "  lock  table t WRITE",
                "PREPARE p FROM 'SELECT 1'",
                "PREPARE p AS SELECT 1",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
                "LISTEN channel",
                "CALL anything()"
            })
    void whateverMayStayOnTheConnectionIsSeen(String text) {
        assertThat(of(statement(text))).isEqualTo(Imprint.LEFT);
    }

    @Test
    void functionsOfUnknownEffectLeaveSomething() {
        assertThat(of(statement("SELECT 1").calling("public.theirs", FunctionUse.Purity.UNKNOWN)))
                .isEqualTo(Imprint.LEFT);
        assertThat(of(statement("SELECT 1").calling("pg_advisory_lock", FunctionUse.Purity.SIDE_EFFECT)))
                .isEqualTo(Imprint.LEFT);
        assertThat(of(statement("SELECT 1").calling("set_config", FunctionUse.Purity.SIDE_EFFECT)))
                .isEqualTo(Imprint.LEFT);
        assertThat(of(statement("SELECT 1").calling("pg_try_advisory_lock", FunctionUse.Purity.VOLATILE)))
                .isEqualTo(Imprint.LEFT);
        assertThat(of(statement("SELECT 1").calling("nextval", FunctionUse.Purity.SIDE_EFFECT)))
                .isEqualTo(Imprint.NONE);
        assertThat(of(statement("SELECT 1").calling("upper", FunctionUse.Purity.PURE)))
                .isEqualTo(Imprint.NONE);
    }

    @Test
    void onlyFunctionsThatLookBackNeedTheConnectionOfBefore() {
        assertThat(Imprint.recalls(statement("SELECT 1")
                        .calling("lastval", FunctionUse.Purity.VOLATILE)
                        .permit()
                        .claim()
                        .facts()))
                .isTrue();
        assertThat(Imprint.recalls(statement("SELECT 1")
                        .calling("last_value", FunctionUse.Purity.PURE) // of a window
                        .permit()
                        .claim()
                        .facts()))
                .isFalse();
    }

    /** A function of the same last name in a schema of theirs is not the built-in one. */
    @Test
    void aFunctionOfTheirsWithAHarmlessNameLeavesSomething() {
        assertThat(of(statement("SELECT 1").calling("theirs.nextval", FunctionUse.Purity.UNKNOWN)))
                .isEqualTo(Imprint.LEFT);
    }

    @Test
    void whatIsNotUnderstoodLeavesSomething() {
        assertThat(Imprint.of(StatementFacts.opaque(Dialect.H2, 1, "not understood")))
                .isEqualTo(Imprint.LEFT);
    }
}
