package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Claim;

/** Verdicts for tests of what comes after policy, which alone may make them elsewhere. */
public final class Minted {
    private Minted() {}

    public static Allowed allowed(Claim claim, String rule, Obligations obligations) {
        return new Allowed(claim, rule, obligations);
    }
}
