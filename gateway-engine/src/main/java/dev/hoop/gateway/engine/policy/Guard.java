package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.policy.rules.Leave;
import dev.hoop.gateway.engine.policy.rules.PolicyRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is shut for everyone unless the policy opens it by name: functions with effects or unknown bodies, and most settings. */
final class Guard {
    /** Settings of where names are looked up, which a session has as its schema and catalog, too. */
    private static final Set<String> NAMES = Set.of("search_path", "database");

    private final PolicyRules rules;

    Guard(PolicyRules rules) {
        this.rules = rules;
    }

    Optional<Denied> refusal(Claim claim) {
        return function(claim).or(() -> setting(claim));
    }

    private Optional<Denied> function(Claim claim) {
        for (FunctionUse use : claim.facts().functions()) {
            boolean shut = use.purity() == Purity.SIDE_EFFECT || use.purity() == Purity.UNKNOWN;
            if (shut && !open(rules.functions(), claim, use.name())) {
                return Optional.of(new Denied(
                        ErrorCode.DENIED_BY_POLICY,
                        "built-in:functions",
                        "the statement calls '" + use.name() + "', "
                                + (use.purity() == Purity.UNKNOWN
                                        ? "and what that function does is not known"
                                        : "which does more than answer"),
                        "do without the function, or ask the policy's owner to allow it under 'functions'",
                        List.of()));
            }
        }
        return Optional.empty();
    }

    private Optional<Denied> setting(Claim claim) {
        for (String setting : claim.facts().settings()) {
            if (!OpenSettings.contain(claim.facts().dialect(), setting) && !open(rules.settings(), claim, setting)) {
                return Optional.of(new Denied(
                        ErrorCode.DENIED_BY_POLICY,
                        "built-in:settings",
                        "the statement changes the session setting '" + setting + "'",
                        (NAMES.contains(setting) ? "use the connection's setSchema or setCatalog" : "do without it")
                                + ", or ask the policy's owner to allow it under 'settings'",
                        List.of()));
            }
        }
        return Optional.empty();
    }

    private static boolean open(List<Leave> leaves, Claim claim, String name) {
        return leaves.stream()
                .anyMatch(
                        leave -> leave.covers(claim.subject(), claim.statement().target(), name));
    }
}
