package dev.hoop.gateway.engine.policy.document;

import java.util.List;
import java.util.Map;

/** The keys of each part of a policy file. What stands here is all there is; docs/policy.md describes each. */
@SuppressWarnings("ImmutableEnumChecker") // both collections are made by List.of and Map.of
public enum Section {
    FILE(
            "the policy file",
            List.of(
                    "version",
                    "defaults",
                    "targets",
                    "subjects",
                    "on-call",
                    "protected",
                    "grants",
                    "functions",
                    "settings",
                    "rules",
                    "unmasked",
                    "literals")),
    DEFAULTS("defaults", List.of("max-rows", "predicates", "quorum", "statement-timeout", "trail", "within")),
    TARGET("a target", List.of("type", "url", "credential", "options", "trail", "statement-timeout", "max-rows")),
    WHO("a 'who'", List.of("groups", "person", "serviceAccount", "set")),
    PROTECTED(
            "a protected class",
            List.of("class", "columns", "detect", "regions", "target", "except", "mask", "predicates", "permit")),
    MASK("a mask", List.of("keep-first", "keep-last", "hash", "round-number", "truncate-date", "key")),
    GRANT(
            "a grant",
            List.of(
                    "name",
                    "who",
                    "target",
                    "allow",
                    "tables",
                    "commands",
                    "paths",
                    "destinations",
                    "opaque",
                    "max-rows",
                    "expires",
                    "task",
                    "review",
                    "reason",
                    "owner",
                    "created")),
    TASK("a grant's task", List.of("required", "id", "type", "state", "assigned")),
    REVIEW("a grant's review", List.of("every", "by", "stale", "justified-for")),
    FUNCTION_LEAVE("a leave for functions", List.of("allow", "who", "target")),
    SETTING_LEAVE("a leave for settings", List.of("allow", "who", "target")),
    RULE(
            "a rule",
            List.of(
                    "name",
                    "on",
                    "unless",
                    "verdict",
                    "approvers",
                    "within",
                    "time-box",
                    "break-glass",
                    "message",
                    "max-rows",
                    "max-rows-affected"),
            Map.of("when", "expressions are not built yet; say it with the keys of 'on' and 'unless'")),
    MATCH(
            "what a rule is 'on'",
            List.of(
                    "kind",
                    "reads",
                    "writes",
                    "touches",
                    "columns",
                    "classes",
                    "functions",
                    "where",
                    "limit",
                    "multi-statement",
                    "commands",
                    "programs",
                    "options",
                    "arguments",
                    "via",
                    "pipes-into",
                    "paths",
                    "operations",
                    "variables",
                    "opaque",
                    "destinations",
                    "who",
                    "target",
                    "task",
                    "door",
                    "hours"),
            Map.of("when", "expressions are not built yet; say it with the other keys")),
    LIMIT("a limit", List.of("above")),
    HOURS("hours", List.of("from", "to", "zone", "days")),
    APPROVERS("approvers", List.of("groups", "subjects", "on-call", "task-reviewers", "quorum")),
    ON_CALL("a schedule of who is on call", List.of("zone", "rotation", "weekly", "overrides", "otherwise")),
    ROTATION("a rotation", List.of("members", "start", "every")),
    SHIFT("a weekly shift", List.of("members", "days", "from", "to")),
    OVERRIDE("an override", List.of("members", "from", "to")),
    OTHERWISE("'otherwise'", List.of("groups", "subjects")),
    UNMASKED("an 'unmasked' entry", List.of("class", "who", "target")),
    LITERAL("a literal", List.of("name", "value", "target"));

    private final String title;
    private final List<String> keys;
    private final Map<String, String> reserved;

    Section(String title, List<String> keys) {
        this(title, keys, Map.of());
    }

    Section(String title, List<String> keys, Map<String, String> reserved) {
        this.title = title;
        this.keys = keys;
        this.reserved = reserved;
    }

    /** How messages call this part. */
    public String title() {
        return title;
    }

    public List<String> keys() {
        return keys;
    }

    /** Keys that are planned: naming one is a mistake whose message says what to do until then. */
    public Map<String, String> reserved() {
        return reserved;
    }
}
