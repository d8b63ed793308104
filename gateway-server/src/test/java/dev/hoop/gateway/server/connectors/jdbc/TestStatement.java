package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Obligations;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.PermitForTests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A statement to run, with facts told by its first word: what the analysis would find of such simple texts. */
public final class TestStatement {
    private final Dialect dialect;
    private final String text;
    private final List<List<Parameter>> rows = new ArrayList<>();
    private List<FunctionUse> functions = List.of();
    private Obligations obligations = PermitForTests.owing(OptionalLong.empty(), false);

    public TestStatement(Dialect dialect, String text) {
        this.dialect = dialect;
        this.text = text;
    }

    TestStatement row(Parameter... parameters) {
        rows.add(Arrays.asList(parameters));
        return this;
    }

    TestStatement row(Value... values) {
        rows.add(Arrays.stream(values).map(Parameter::of).toList());
        return this;
    }

    TestStatement calling(String function, FunctionUse.Purity purity) {
        functions = List.of(new FunctionUse(function, purity));
        return this;
    }

    TestStatement owing(Obligations owed) {
        obligations = owed;
        return this;
    }

    public Permit permit() {
        List<List<Parameter>> all = rows.isEmpty() ? List.of(List.of()) : rows;
        Statement statement = new Statement(new SessionId("s1"), new TargetName("orders"), text, all);
        Subject subject = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of());
        return PermitForTests.of(
                new Claim(
                        new DecisionId("d1"),
                        subject,
                        "test",
                        Optional.empty(),
                        statement,
                        facts(),
                        Optional.empty(),
                        Instant.EPOCH),
                obligations);
    }

    private StatementFacts facts() {
        StatementKind kind = kind();
        boolean returnsRows =
                kind == StatementKind.SELECT || text.toLowerCase(Locale.ROOT).contains("returning");
        return new StatementFacts(
                StatementFacts.VERSION,
                dialect,
                text,
                Set.of(kind),
                1,
                List.of(),
                List.of(),
                List.of(),
                returnsRows,
                functions,
                List.of(),
                StatementFacts.WhereClause.NOT_APPLICABLE,
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of());
    }

    private StatementKind kind() {
        String word = text.strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
        return switch (word) {
            case "select", "values", "table", "with" -> StatementKind.SELECT;
            case "insert" -> StatementKind.INSERT;
            case "update" -> StatementKind.UPDATE;
            case "delete" -> StatementKind.DELETE;
            case "create" -> StatementKind.CREATE;
            case "alter" -> StatementKind.ALTER;
            case "drop" -> StatementKind.DROP;
            case "set", "use", "reset" -> StatementKind.SESSION;
            case "begin", "start", "commit", "rollback" -> StatementKind.TRANSACTION;
            case "call", "do" -> StatementKind.CALL;
            default -> StatementKind.OPAQUE;
        };
    }
}
