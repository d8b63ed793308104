package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.Explanation;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.shell.ShellReader;
import dev.hoop.gateway.engine.shell.ShellSetting;
import dev.hoop.gateway.engine.sql.SessionSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where an auditor or admin reads the policy in force and asks how it would judge a statement. Nothing runs. Thread-safe. */
public final class ExplainDesk {
    private static final int LONGEST = 16 * 1024;

    private final Gate gate;
    private final Visitor visitor;

    ExplainDesk(Gate gate, Visitor visitor) {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        this.gate = gate;
        this.visitor = visitor;
    }

    /** The policy in force: its version, and what its grants give. */
    public record PolicyView(String version, List<String> targets, List<GrantLine> grants) {}

    /** A grant in words. */
    public record GrantLine(String name, String gives) {}

    /**
     * A question.
     *
     * @param task may be empty
     * @param text SQL, or for a host a command of its shell
     */
    public record Question(Subject subject, String target, String task, String text) {
        /** Leaves the text out. */
        @Override
        public String toString() {
            return "Question[" + target + "]";
        }
    }

    /** {@code allowed}, {@code held} or {@code denied}, by which rule, and everything else that is to be said. */
    public record Answer(String verdict, String rule, List<ExplainText.Line> lines) {}

    public PolicyView inForce() {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        Policy policy = gate.policy();
        return new PolicyView(
                policy.version(),
                policy.targets().stream()
                        .map(each -> each.name().value())
                        .sorted()
                        .toList(),
                policy.grants().stream()
                        .map(grant -> new GrantLine(grant.name(), GrantWords.of(grant)))
                        .toList());
    }

    /**
     * How the policy in force would judge a statement now. The catalogue is the target's, the settings are those a session begins with.
     *
     * @throws GatewayException {@code TARGET_UNKNOWN}, or what the target says when its catalogue cannot be read
     */
    public Answer explain(Question question) {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        if (question.text().isBlank() || question.text().length() > LONGEST) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "a statement to explain has a text, of %d characters at most".formatted(LONGEST));
        }
        Policy policy = gate.policy(question.subject(), task(question));
        Asked asked = ask(policy, question);
        Explanation explanation = policy.explain(asked.claim());
        return new Answer(
                explanation.verdict().match(allowed -> "allowed", held -> "held", denied -> "denied"),
                explanation.verdict().rule(),
                new ExplainText(asked.claim().facts(), asked.hidden(), explanation).list());
    }

    /** A claim as it would be judged, and the columns that its statement would read as NULL. */
    private record Asked(Claim claim, Set<ColumnName> hidden) {}

    private Asked ask(Policy policy, Question question) {
        var target = policy.targets().stream()
                .filter(each -> each.name().value().equals(question.target()))
                .findFirst()
                .flatMap(each -> Targets.find(policy, each.name()))
                .orElseThrow(
                        () -> new GatewayException(ErrorCode.TARGET_UNKNOWN, "the policy has no target of this name"));
        var connector = gate.ports().connectors().get(target.type());
        if (connector == null) {
            StatementFacts facts = new ShellReader().facts(question.text(), ShellSetting.of(target.options()));
            return new Asked(claim(question, "ssh", target.name(), facts), Set.of());
        }
        String text = question.text();
        SessionSettings settings = connector.profile(target).settings();
        var catalogue = connector.catalogue(target);
        Claim claim = claim(question, "remote", target.name(), gate.facts().facts(text, settings, catalogue));
        return policy.maskedAtRead(claim)
                .flatMap(read -> gate.facts()
                        .maskedAtRead(text, settings, catalogue, read.hidden())
                        .map(rewritten -> new Asked(claim.with(rewritten, read.masked()), read.hidden())))
                .orElse(new Asked(claim, Set.of()));
    }

    private Claim claim(Question question, String door, TargetName target, StatementFacts facts) {
        return new Claim(
                new DecisionId("explain"),
                question.subject(),
                door,
                task(question),
                new Statement(new SessionId("explain"), target, question.text(), List.of(List.of())),
                facts,
                Optional.empty(),
                gate.clock().instant());
    }

    private static Optional<TaskId> task(Question question) {
        return question.task().isEmpty() ? Optional.empty() : Optional.of(new TaskId(question.task()));
    }
}
