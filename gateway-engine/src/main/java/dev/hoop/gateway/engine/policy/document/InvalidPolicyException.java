package dev.hoop.gateway.engine.policy.document;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.util.List;
import java.util.stream.Collectors;

/** A policy that does not hold together. Carries every mistake, not only the first; no part of such a policy takes effect. */
public final class InvalidPolicyException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    public InvalidPolicyException(List<PolicyProblem> problems) {
        super(ErrorCode.CONFIGURATION_INVALID, text(problems));
        this.problems = List.copyOf(problems);
    }

    public List<PolicyProblem> problems() {
        return problems;
    }

    private static String text(List<PolicyProblem> problems) {
        return problems.stream()
                .map(PolicyProblem::toString)
                .collect(Collectors.joining(
                        "\n",
                        problems.size() == 1
                                ? "the policy has a mistake:\n"
                                : "the policy has %d mistakes:\n".formatted(problems.size()),
                        ""));
    }
}
