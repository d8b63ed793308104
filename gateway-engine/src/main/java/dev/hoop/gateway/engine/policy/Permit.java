package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.policy.rules.Grant;
import java.util.List;

/**
 * The proof that a statement was allowed and its intent recorded; a connector runs nothing else. What runs is {@link #executable()} with
 * the parameters of {@link #statement()}: the very objects that were judged.
 */
public final class Permit {
    private final Allowed allowed;
    private final AuditReceipt receipt;

    Permit(Allowed allowed, AuditReceipt receipt) {
        this.allowed = allowed;
        this.receipt = receipt;
    }

    public Claim claim() {
        return allowed.claim();
    }

    public Statement statement() {
        return allowed.claim().statement();
    }

    /** The text to send: what analysis understood. */
    public String executable() {
        return allowed.claim().facts().executable();
    }

    public Obligations obligations() {
        return allowed.obligations();
    }

    /** The grants that let it. */
    public List<Grant> grants() {
        return allowed.grants();
    }

    public AuditReceipt receipt() {
        return receipt;
    }
}
