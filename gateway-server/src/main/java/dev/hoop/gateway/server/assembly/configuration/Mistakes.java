package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.policy.document.Mark;
import dev.hoop.gateway.engine.policy.document.PolicyProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is wrong with a configuration, so that one run shows it all. Not thread-safe. */
final class Mistakes {
    private final List<PolicyProblem> found = new ArrayList<>();

    void add(Mark mark, String what, String fix) {
        found.add(new PolicyProblem(mark, what, fix));
    }

    void refuseIfAny() {
        if (!found.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    found.stream()
                            .map(PolicyProblem::toString)
                            .distinct()
                            .collect(Collectors.joining(
                                    "\n",
                                    found.size() == 1
                                            ? "the configuration has a mistake:\n"
                                            : "the configuration has %d mistakes:\n".formatted(found.size()),
                                    "")));
        }
    }
}
