package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.policy.rules.Grant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why no grant covers what is to be done on a host: the kind is not granted, or something in it lies beyond. */
final class HostRefusal {
    private final Claim claim;
    private final Admission admission;
    private final Optional<String> beyond;

    HostRefusal(Claim claim, Admission admission) {
        this.claim = claim;
        this.admission = admission;
        CommandFacts facts = claim.facts().command().orElseThrow();
        this.beyond = admission.admitting().stream()
                .filter(grant -> isOfKind(grant))
                .findFirst()
                .flatMap(grant -> grant.host().firstBeyond(facts));
    }

    private boolean isOfKind(Grant grant) {
        return claim.facts().kinds().stream()
                .filter(kind -> kind != StatementKind.OPAQUE)
                .allMatch(grant.kinds()::contains);
    }

    private boolean isUnknown() {
        return beyond.filter(what -> what.startsWith("what is only known")).isPresent();
    }

    ErrorCode code() {
        return isUnknown() ? ErrorCode.NOT_UNDERSTOOD : ErrorCode.NO_GRANT;
    }

    String rule() {
        return isUnknown() ? "built-in:opaque" : "no-grant";
    }

    String why() {
        String grants = admission.admitting().stream().map(Grant::name).collect(Collectors.joining("', '"));
        return "your grant ('" + grants + "') does not "
                + beyond.map(what -> "reach " + what)
                        .orElse("allow "
                                + claim.facts().kinds().stream()
                                        .sorted()
                                        .map(StatementKind::policyName)
                                        .collect(Collectors.joining(", ")));
    }

    String how() {
        return isUnknown()
                ? "write the command so that each program stands in it with what it is given, or ask the policy's owner for"
                        + " a grant that names this under 'opaque'"
                : "ask the policy's owner for a grant on '" + claim.statement().target() + "' that reaches it";
    }
}
