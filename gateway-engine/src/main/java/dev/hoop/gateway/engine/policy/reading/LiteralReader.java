package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.Literal;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.engine.policy.rules.Targets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads secrets that are known letter by letter. What stands where a place should is not repeated: it may be one. */
final class LiteralReader {
    private static final Pattern PLACE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:\\S.*");
    private static final int MOST = 64;

    private final Map<TargetName, PolicyTarget> targets;
    private final Problems problems;

    LiteralReader(Map<TargetName, PolicyTarget> targets, Problems problems) {
        this.targets = targets;
        this.problems = problems;
    }

    List<Literal> read(List<PolicyNode> nodes, WhoReader who) {
        NameReader names = new NameReader("literal");
        List<Literal> literals = new ArrayList<>();
        for (PolicyNode node : nodes) {
            Fields fields = Fields.of(node, Section.LITERAL, problems);
            literals.add(new Literal(
                    fields.mark(), names.take(fields, "name", "deploy-token"), place(fields), hosts(fields, who)));
        }
        if (literals.size() > MOST) {
            problems.add(
                    literals.get(MOST).mark(), "there are more than " + MOST + " literals", "keep those that matter");
        }
        return literals;
    }

    private String place(Fields fields) {
        String place = fields.requiredText("value", "file:/run/secrets/deploy-token");
        if (!place.isEmpty() && !PLACE.matcher(place).matches()) {
            problems.add(
                    fields.mark("value"),
                    "the value is not a place where a secret is found",
                    "write value: env:NAME or value: file:/path; the policy never holds the secret itself");
        }
        return place;
    }

    /** All hosts, or those that are named. */
    private Targets hosts(Fields fields, WhoReader who) {
        Targets named = who.targets(fields);
        Set<String> hosts = new HashSet<>();
        for (PolicyTarget target : targets.values()) {
            String name = target.name().value();
            if (named.include(target.name()) && target.type().equals("ssh")) {
                hosts.add(name);
            } else if (named.names().contains(name)) {
                problems.add(
                        fields.mark("target"),
                        "target '" + name + "' is no host, and literals are looked for in what hosts show",
                        "name targets of type ssh; what databases answer is masked by 'protected'");
            }
        }
        return new Targets(false, hosts);
    }
}
