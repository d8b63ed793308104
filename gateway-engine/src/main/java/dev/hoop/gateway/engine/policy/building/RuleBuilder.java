package dev.hoop.gateway.engine.policy.building;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Describes a rule: what it is on, and one of {@link #deny}, {@link #hold} or {@link #cap}. */
public final class RuleBuilder {
    private final String origin;
    private final Parts parts;

    public RuleBuilder(String name) {
        this.origin = "rule '" + name + "'";
        this.parts = new Parts(origin).put("name", name);
    }

    public RuleBuilder on(Consumer<MatchBuilder> match) {
        return match("on", match);
    }

    public RuleBuilder unless(Consumer<MatchBuilder> match) {
        return match("unless", match);
    }

    private RuleBuilder match(String key, Consumer<MatchBuilder> match) {
        MatchBuilder builder = new MatchBuilder(origin);
        match.accept(builder);
        parts.put(key, builder.node());
        return this;
    }

    public RuleBuilder deny() {
        parts.put("verdict", "deny");
        return this;
    }

    /** So many distinct people of these groups must approve. */
    public RuleBuilder hold(int quorum, String... groups) {
        parts.put("verdict", "hold")
                .put(
                        "approvers",
                        new Parts(origin)
                                .put("groups", List.of(groups))
                                .put("quorum", quorum)
                                .node());
        return this;
    }

    /** So many distinct people of the named must approve. */
    public RuleBuilder holdForSubjects(int quorum, String... people) {
        parts.put("verdict", "hold")
                .put(
                        "approvers",
                        new Parts(origin)
                                .put("subjects", List.of(people))
                                .put("quorum", quorum)
                                .node());
        return this;
    }

    /** It may run within the bounds that are set. */
    public RuleBuilder cap() {
        parts.put("verdict", "cap");
        return this;
    }

    /** How long people have. */
    public RuleBuilder within(Duration time) {
        parts.put("within", time);
        return this;
    }

    /** For how long people may let statements like the held one run. */
    public RuleBuilder timeBox(Duration longest) {
        parts.put("time-box", longest);
        return this;
    }

    /** Who of these groups need not wait for people, and has them look at it afterwards. */
    public RuleBuilder breakGlass(String... groups) {
        parts.put(
                "break-glass", new Parts(origin).put("groups", List.of(groups)).node());
        return this;
    }

    public RuleBuilder message(String text) {
        parts.put("message", text);
        return this;
    }

    public RuleBuilder maxRows(long rows) {
        parts.put("max-rows", rows);
        return this;
    }

    public RuleBuilder maxRowsAffected(long rows) {
        parts.put("max-rows-affected", rows);
        return this;
    }

    public PolicyNode node() {
        return parts.node();
    }
}
