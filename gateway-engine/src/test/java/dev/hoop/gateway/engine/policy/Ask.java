package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.ApprovalEvidence;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ColumnUse;
import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.ParameterUse;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Writes claims for tests, as analysis would: {@code Ask.as("sue", "support").selects("name", "ssn").claim()}. */
final class Ask {
    static final List<String> CUSTOMER_COLUMNS = List.of("id", "name", "email", "ssn");

    private Subject subject = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("support"));
    private String target = "orders";
    private Dialect dialect = Dialect.POSTGRESQL;
    private String door = "remote";
    private Optional<TaskId> task = Optional.empty();
    private Instant at = Instant.parse("2026-06-03T10:00:00Z"); // a Wednesday
    private String text = "a statement";
    private Set<StatementKind> kinds = EnumSet.noneOf(StatementKind.class);
    private int statements = 1;
    private final List<ObjectUse> objects = new ArrayList<>();
    private final List<ColumnUse> columns = new ArrayList<>();
    private final List<OutputColumn> output = new ArrayList<>();
    private boolean rows;
    private final List<FunctionUse> functions = new ArrayList<>();
    private final List<ParameterUse> parameters = new ArrayList<>();
    private final List<Parameter> values = new ArrayList<>();
    private WhereClause where = WhereClause.NOT_APPLICABLE;
    private OptionalLong limit = OptionalLong.empty();
    private OptionalInt limitParameter = OptionalInt.empty();
    private final List<String> settings = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private String binding = "b-1";
    private Optional<ApprovalEvidence> approval = Optional.empty();

    static Ask as(String name, String... groups) {
        Ask ask = new Ask();
        ask.subject = new Subject(new SubjectName(name), Subject.Kind.PERSON, Set.of(groups));
        return ask;
    }

    static Ask asService(String name) {
        Ask ask = new Ask();
        ask.subject = new Subject(new SubjectName(name), Subject.Kind.SERVICE, Set.of());
        return ask;
    }

    static ObjectName table(String name) {
        return new ObjectName("orders", "public", name);
    }

    static ColumnName column(String table, String name) {
        return new ColumnName(table(table), name);
    }

    Ask target(String name) {
        target = name;
        return this;
    }

    Ask dialect(Dialect other) {
        dialect = other;
        return this;
    }

    Ask door(String name) {
        door = name;
        return this;
    }

    Ask task(String id) {
        task = Optional.of(new TaskId(id));
        return this;
    }

    Ask at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    Ask text(String sql) {
        text = sql;
        return this;
    }

    Ask kind(StatementKind... more) {
        kinds.addAll(List.of(more));
        return this;
    }

    Ask statements(int count) {
        statements = count;
        return this;
    }

    /** SELECT of copied columns of customers. */
    Ask selects(String... names) {
        kind(StatementKind.SELECT).touches("customers", Access.READ);
        for (String name : names) {
            use(name, Use.READ, Clause.SELECT).output(name, Derivation.COPIED, name);
        }
        return this;
    }

    Ask output(String label, Derivation derivation, String... sources) {
        rows = true;
        output.add(new OutputColumn(
                label,
                derivation,
                Set.of(Stream.of(sources)
                        .map(source -> column("customers", source))
                        .toArray(ColumnName[]::new)),
                List.of(sources)));
        return this;
    }

    Ask returnsRows() {
        rows = true;
        return this;
    }

    Ask touches(String name, Access access) {
        return object(
                table(name),
                ObjectUse.Type.TABLE,
                access,
                name.equals("customers") ? CUSTOMER_COLUMNS : List.of("id", "amount"));
    }

    Ask object(ObjectName name, ObjectUse.Type type, Access access, List<String> columnNames) {
        objects.add(new ObjectUse(name, type, access, columnNames, Optional.empty()));
        return this;
    }

    Ask use(String customersColumn, Use use, Clause clause) {
        columns.add(new ColumnUse(
                column("customers", customersColumn), use, clause, "customers." + customersColumn + " → " + clause));
        return this;
    }

    Ask calls(String name, Purity purity) {
        functions.add(new FunctionUse(name, purity));
        return this;
    }

    Ask where(WhereClause state) {
        where = state;
        return this;
    }

    Ask limit(long count) {
        limit = OptionalLong.of(count);
        return this;
    }

    Ask limitParameter(Value value) {
        limitParameter = OptionalInt.of(values.size() + 1);
        return parameter(value, Optional.empty(), ParameterUse.Role.LIMIT);
    }

    Ask parameter(Value value, Optional<ColumnName> column, ParameterUse.Role role) {
        values.add(Parameter.of(value));
        parameters.add(new ParameterUse(values.size(), column, role));
        return this;
    }

    Ask changes(String setting) {
        settings.add(setting);
        return kind(StatementKind.SESSION);
    }

    Ask gap(String why) {
        gaps.add(why);
        return this;
    }

    /** Approved, as the store says, for a binding which is the claim's own unless {@link #binding} says otherwise. */
    Ask approved(String rule, String... by) {
        approval = Optional.of(new ApprovalEvidence(
                "r-1", rule, "b-1", Stream.of(by).map(SubjectName::new).toList(), at, OptionalLong.empty()));
        return this;
    }

    Ask binding(String digest) {
        binding = digest;
        return this;
    }

    Claim claim() {
        Statement statement = new Statement(new SessionId("s-1"), new TargetName(target), text, List.of(values));
        return new Claim(new DecisionId("d-1"), subject, door, task, statement, facts(), approval, at, binding);
    }

    private StatementFacts facts() {
        return new StatementFacts(
                StatementFacts.VERSION,
                dialect,
                text,
                kinds,
                statements,
                objects,
                columns,
                output,
                rows,
                functions,
                parameters,
                where,
                limit,
                limitParameter,
                settings,
                gaps);
    }
}
