package dev.hoop.gateway.engine.policy.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers mistakes, so that one run shows them all. Not thread-safe. */
public final class Problems {
    private static final Comparator<PolicyProblem> BY_PLACE = Comparator.comparing(
                    (PolicyProblem problem) -> problem.mark().file())
            .thenComparing(problem -> problem.mark().line())
            .thenComparing(problem -> problem.mark().column());

    private final List<PolicyProblem> found = new ArrayList<>();

    /** Nothing found yet. */
    public Problems() {}

    public void add(Mark mark, String what, String fix) {
        found.add(new PolicyProblem(mark, what, fix));
    }

    /** Refuses the policy if anything was found. */
    public void refuseIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidPolicyException(
                    found.stream().distinct().sorted(BY_PLACE).toList());
        }
    }
}
