package dev.hoop.gateway.engine.policy.document;

/**
 * One mistake in a policy.
 *
 * @param what what is wrong
 * @param fix how to put it right
 */
public record PolicyProblem(Mark mark, String what, String fix) {
    /** {@code policy.yaml:12:5: what; fix}. */
    @Override
    public String toString() {
        return mark + ": " + what + "; " + fix;
    }
}
