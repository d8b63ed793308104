package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ParameterUse;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.masking.ColumnGuard;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.engine.policy.Minted;
import dev.hoop.gateway.engine.policy.Obligations;
import dev.hoop.gateway.engine.policy.TargetTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Claims and verdicts for tests of the trail. */
public final class Claims {
    public static final String SECRET = "078-05-1120";
    public static final SessionId SESSION = new SessionId("5e5510");
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final AtomicLong NEXT = new AtomicLong();
    private static final ObjectName CUSTOMERS = new ObjectName("shop", "public", "customers");

    private Claims() {}

    /** A claim of a decision of its own. */
    public static Claim claim(String text, Value... parameters) {
        return claim(SESSION, text, parameters);
    }

    public static Claim claim(SessionId session, String text, Value... parameters) {
        return claim(session, text, facts(text), parameters);
    }

    private static Claim claim(SessionId session, String text, StatementFacts facts, Value... parameters) {
        List<Parameter> row = List.of(parameters).stream().map(Parameter::of).toList();
        return new Claim(
                new DecisionId(session.value() + "-" + NEXT.incrementAndGet()),
                sue(),
                "remote",
                Optional.of(new TaskId("OPS-7")),
                new Statement(session, new TargetName("orders"), text, List.of(row)),
                facts,
                Optional.empty(),
                NOON);
    }

    public static Allowed allowed(String text, Value... parameters) {
        return allowed(claim(text, parameters));
    }

    public static Allowed allowed(Claim claim) {
        MaskPlan plan = new MaskPlan(MaskPlan.Shape.OPEN, List.of(), ColumnGuard.none());
        return Minted.allowed(
                claim,
                "support-reads",
                new Obligations(plan, List.of(), OptionalLong.empty(), OptionalLong.empty(), true, TargetTexts.SHOWN));
    }

    /** A command on a host. */
    public static Allowed allowedCommand(String line) {
        CommandFacts command = CommandFacts.of(List.of());
        return allowed(claim(SESSION, line, StatementFacts.of(line, Set.of(StatementKind.COMMAND), command)));
    }

    public static Denied denied() {
        return new Denied(ErrorCode.DENIED_BY_POLICY, "no-drop", "tables are not dropped", "ask a dba", List.of());
    }

    public static Held held() {
        return new Held(
                "payments-writes",
                "it writes payments",
                List.of(new ApproverSet(List.of("dba"), 1)),
                Duration.ofMinutes(15),
                OptionalLong.empty());
    }

    public static SessionOpening opening(SessionId session) {
        return new SessionOpening(
                session, sue(), new TargetName("orders"), "remote", Optional.empty(), NOON, "127.0.0.1");
    }

    private static Subject sue() {
        return new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("support"));
    }

    private static StatementFacts facts(String text) {
        return new StatementFacts(
                StatementFacts.VERSION,
                Dialect.H2,
                text,
                Set.of(StatementKind.SELECT),
                1,
                List.of(new ObjectUse(CUSTOMERS, ObjectUse.Type.TABLE, ObjectUse.Access.READ)),
                List.of(),
                List.of(),
                true,
                List.of(),
                List.of(new ParameterUse(1, Optional.of(new ColumnName(CUSTOMERS, "ssn")), ParameterUse.Role.COMPARED)),
                StatementFacts.WhereClause.PRESENT,
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of());
    }
}
