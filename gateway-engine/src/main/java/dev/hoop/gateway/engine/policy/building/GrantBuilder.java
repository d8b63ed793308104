package dev.hoop.gateway.engine.policy.building;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Describes a grant. */
public final class GrantBuilder {
    private final String origin;
    private final Parts parts;

    public GrantBuilder(String name) {
        this.origin = "grant '" + name + "'";
        this.parts = new Parts(origin).put("name", name);
    }

    public GrantBuilder to(Who who) {
        parts.put("who", who);
        return this;
    }

    /** Names of targets, or {@code *}. */
    public GrantBuilder on(String... targets) {
        parts.put("target", List.of(targets));
        return this;
    }

    /** Kinds of statements and groups of kinds: {@code select}, {@code dml}, {@code ddl}, … */
    public GrantBuilder allow(String... kinds) {
        parts.put("allow", List.of(kinds));
        return this;
    }

    /** Patterns of the form {@code target.schema.table}; without them the grant reaches every object. */
    public GrantBuilder tables(String... patterns) {
        parts.put("tables", List.of(patterns));
        return this;
    }

    /** Programs, with or without what they are given, that may be started on hosts. */
    public GrantBuilder commands(String... patterns) {
        parts.put("commands", List.of(patterns));
        return this;
    }

    /** Files that may be opened on hosts. */
    public GrantBuilder paths(String... patterns) {
        parts.put("paths", List.of(patterns));
        return this;
    }

    /** Addresses, {@code host:port}, to which connections may be forwarded. */
    public GrantBuilder destinations(String... patterns) {
        parts.put("destinations", List.of(patterns));
        return this;
    }

    /** What of a command may stay unknown until it runs: {@code inline-code}, …, or {@code any}. */
    public GrantBuilder opaque(String... reasons) {
        parts.put("opaque", List.of(reasons));
        return this;
    }

    public GrantBuilder maxRows(long rows) {
        parts.put("max-rows", rows);
        return this;
    }

    public GrantBuilder expires(Instant at) {
        parts.put("expires", at.toString());
        return this;
    }

    public GrantBuilder reason(String reason) {
        parts.put("reason", reason);
        return this;
    }

    /** Who answers for it: a person or a team. Gives nobody anything. */
    public GrantBuilder owner(String owner) {
        parts.put("owner", owner);
        return this;
    }

    public GrantBuilder created(LocalDate day) {
        parts.put("created", day.toString());
        return this;
    }

    /** Only for sessions which work for some task. */
    public GrantBuilder taskRequired() {
        parts.put("task", new Parts(origin).put("required", "true").node());
        return this;
    }

    /** Only for sessions which work for a task whose id fits, {@code *} standing for any characters. */
    public GrantBuilder task(String id) {
        parts.put("task", new Parts(origin).put("id", id).node());
        return this;
    }

    /** As {@link #review(Duration, String...)}, with what becomes of it when nobody has: hold, read-only, deny or notice. */
    public GrantBuilder reviewOr(String stale, Duration every, String... by) {
        parts.put(
                "review",
                new Parts(origin)
                        .put("every", every)
                        .put("by", List.of(by))
                        .put("stale", stale)
                        .node());
        return this;
    }

    /** Its reviewers confirm it so often; until then statements that need it wait for one of them. */
    public GrantBuilder review(Duration every, String... by) {
        parts.put(
                "review",
                new Parts(origin).put("every", every).put("by", List.of(by)).node());
        return this;
    }

    public PolicyNode node() {
        return parts.node();
    }
}
