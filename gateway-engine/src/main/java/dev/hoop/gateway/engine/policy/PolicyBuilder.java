package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.policy.building.ClassBuilder;
import dev.hoop.gateway.engine.policy.building.GrantBuilder;
import dev.hoop.gateway.engine.policy.building.Parts;
import dev.hoop.gateway.engine.policy.building.RuleBuilder;
import dev.hoop.gateway.engine.policy.building.TargetBuilder;
import dev.hoop.gateway.engine.policy.document.InvalidPolicyException;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A policy written in code, for gateways embedded in a program. It becomes the same tree that a file does, is read by the same reader, and
 * has the same version as a file with the same content. Not thread-safe.
 */
public final class PolicyBuilder {
    private static final String HERE = "the policy's builder";

    private final Parts targets = new Parts(HERE);
    private final List<PolicyNode> classes = new ArrayList<>();
    private final List<PolicyNode> grants = new ArrayList<>();
    private final List<PolicyNode> functions = new ArrayList<>();
    private final List<PolicyNode> settings = new ArrayList<>();
    private final List<PolicyNode> rules = new ArrayList<>();
    private final List<PolicyNode> unmasked = new ArrayList<>();
    private final List<PolicyNode> literals = new ArrayList<>();
    private boolean withTargets;

    PolicyBuilder() {}

    public PolicyBuilder target(String name, Consumer<TargetBuilder> describe) {
        TargetBuilder target = new TargetBuilder(name);
        describe.accept(target);
        targets.put(name, target.node());
        withTargets = true;
        return this;
    }

    /** A class of protected data. Where a column is in several, the first one's mask holds. */
    public PolicyBuilder protect(String dataClass, Consumer<ClassBuilder> describe) {
        ClassBuilder builder = new ClassBuilder(dataClass);
        describe.accept(builder);
        classes.add(builder.node());
        return this;
    }

    public PolicyBuilder grant(String name, Consumer<GrantBuilder> describe) {
        GrantBuilder builder = new GrantBuilder(name);
        describe.accept(builder);
        grants.add(builder.node());
        return this;
    }

    public PolicyBuilder rule(String name, Consumer<RuleBuilder> describe) {
        RuleBuilder builder = new RuleBuilder(name);
        describe.accept(builder);
        rules.add(builder.node());
        return this;
    }

    /** Opens functions which are shut because they have effects or are not known. */
    public PolicyBuilder allowFunctions(Who who, String... names) {
        functions.add(leave("functions", who, names));
        return this;
    }

    /** Opens session settings which are shut because they change what statements mean. */
    public PolicyBuilder allowSettings(Who who, String... names) {
        settings.add(leave("settings", who, names));
        return this;
    }

    private static PolicyNode leave(String origin, Who who, String... names) {
        return new Parts(origin).put("allow", List.of(names)).put("who", who).node();
    }

    /** Who sees data of a class as it is; {@code *} stands for any characters. */
    public PolicyBuilder unmask(String dataClass, Who who) {
        unmasked.add(new Parts("unmasked '" + dataClass + "'")
                .put("class", dataClass)
                .put("who", who)
                .node());
        return this;
    }

    /**
     * A secret that no host may show to anyone.
     *
     * @param reference where it is kept: {@code env:NAME} or {@code file:path}
     * @param hosts the targets meant; all when none is named
     */
    public PolicyBuilder literal(String name, String reference, String... hosts) {
        Parts parts = new Parts("literal '" + name + "'").put("name", name).put("value", reference);
        literals.add((hosts.length == 0 ? parts : parts.put("target", List.of(hosts))).node());
        return this;
    }

    /**
     * The policy.
     *
     * @throws InvalidPolicyException with every mistake
     */
    public Policy build() {
        Parts file = new Parts(HERE).put("version", 1);
        if (withTargets) {
            file.put("targets", targets.node());
        }
        file.putNodes("protected", classes)
                .putNodes("grants", grants)
                .putNodes("functions", functions)
                .putNodes("settings", settings)
                .putNodes("rules", rules)
                .putNodes("unmasked", unmasked)
                .putNodes("literals", literals);
        return Policy.of(List.of(file.node()));
    }
}
