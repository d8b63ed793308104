package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.policy.rules.Grant;
import java.util.List;
import java.util.function.Function;

/** Yes, with what is still owed. Only the policy makes one. */
public final class Allowed implements Verdict {
    private final Claim claim;
    private final String rule;
    private final Obligations obligations;
    private final List<Grant> grants;

    Allowed(Claim claim, String rule, Obligations obligations) {
        this(claim, rule, obligations, List.of());
    }

    Allowed(Claim claim, String rule, Obligations obligations, List<Grant> grants) {
        this.claim = claim;
        this.grants = grants;
        this.rule = rule;
        this.obligations = obligations;
    }

    public Claim claim() {
        return claim;
    }

    @Override
    public String rule() {
        return rule;
    }

    public Obligations obligations() {
        return obligations;
    }

    /** The grants that let it, each for some of its kinds. */
    public List<Grant> grants() {
        return grants;
    }

    /**
     * Turns the answer into leave to run.
     *
     * @throws IllegalArgumentException if the receipt is for another judgement
     */
    public Permit permit(AuditReceipt receipt) {
        if (!receipt.decision().equals(claim.id())) {
            throw new IllegalArgumentException(
                    "the receipt is for decision " + receipt.decision() + ", not " + claim.id());
        }
        return new Permit(this, receipt);
    }

    @Override
    public <R> R match(Function<Allowed, R> allowed, Function<Held, R> held, Function<Denied, R> denied) {
        return allowed.apply(this);
    }
}
