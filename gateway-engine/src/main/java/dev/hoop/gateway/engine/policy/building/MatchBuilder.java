package dev.hoop.gateway.engine.policy.building;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Describes what a rule is on; all that is named must hold. */
public final class MatchBuilder {
    private final String origin;
    private final Parts parts;

    MatchBuilder(String origin) {
        this.origin = origin;
        this.parts = new Parts(origin);
    }

    /** Any of these kinds of statements, or groups of kinds. */
    public MatchBuilder kind(String... kinds) {
        return put("kind", kinds);
    }

    /** Reads any of these objects, {@code target.schema.table}. */
    public MatchBuilder reads(String... patterns) {
        return put("reads", patterns);
    }

    public MatchBuilder writes(String... patterns) {
        return put("writes", patterns);
    }

    public MatchBuilder touches(String... patterns) {
        return put("touches", patterns);
    }

    /** Has to do with any of these columns, {@code target.schema.table.column}. */
    public MatchBuilder columns(String... patterns) {
        return put("columns", patterns);
    }

    public MatchBuilder classes(String... names) {
        return put("classes", names);
    }

    public MatchBuilder functions(String... names) {
        return put("functions", names);
    }

    /** {@code missing}, {@code trivial}, {@code missing-or-trivial} or {@code present}. */
    public MatchBuilder where(String state) {
        parts.put("where", state);
        return this;
    }

    public MatchBuilder limitMissing() {
        parts.put("limit", "missing");
        return this;
    }

    /** More rows than these may come, or no limit is known. */
    public MatchBuilder limitAbove(long rows) {
        parts.put("limit", new Parts(origin).put("above", rows).node());
        return this;
    }

    public MatchBuilder severalStatements() {
        parts.put("multi-statement", "true");
        return this;
    }

    /** Starts any of these programs with these words. */
    public MatchBuilder commands(String... patterns) {
        return put("commands", patterns);
    }

    public MatchBuilder programs(String... names) {
        return put("programs", names);
    }

    public MatchBuilder options(String... options) {
        return put("options", options);
    }

    public MatchBuilder arguments(String... patterns) {
        return put("arguments", patterns);
    }

    /** Starts programs through any of these. */
    public MatchBuilder via(String... names) {
        return put("via", names);
    }

    /** Lets any of these programs read something else than the caller's own input. */
    public MatchBuilder pipesInto(String... names) {
        return put("pipes-into", names);
    }

    public MatchBuilder paths(String... patterns) {
        return put("paths", patterns);
    }

    /** Does any of this with files: {@code read}, {@code write}, … */
    public MatchBuilder operations(String... operations) {
        return put("operations", operations);
    }

    public MatchBuilder variables(String... names) {
        return put("variables", names);
    }

    /** Leaves something unknown until it runs, for any of these reasons, or {@code any}. */
    public MatchBuilder opaque(String... reasons) {
        return put("opaque", reasons);
    }

    public MatchBuilder destinations(String... patterns) {
        return put("destinations", patterns);
    }

    public MatchBuilder who(Who who) {
        parts.put("who", who);
        return this;
    }

    public MatchBuilder target(String... names) {
        return put("target", names);
    }

    /** {@code missing}, {@code present}, or a pattern of ids. */
    public MatchBuilder task(String state) {
        parts.put("task", state);
        return this;
    }

    public MatchBuilder door(String door) {
        parts.put("door", door);
        return this;
    }

    /** Between these times of day; {@code mon} to {@code sun}, every day when none is named. */
    public MatchBuilder hours(LocalTime from, LocalTime to, ZoneId zone, String... days) {
        parts.put(
                "hours",
                new Parts(origin)
                        .put("from", from.toString())
                        .put("to", to.toString())
                        .put("zone", zone.getId())
                        .putUnlessEmpty("days", List.of(days))
                        .node());
        return this;
    }

    private MatchBuilder put(String key, String... values) {
        parts.put(key, List.of(values));
        return this;
    }

    PolicyNode node() {
        return parts.node();
    }
}
