package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.masking.ColumnGuard;
import dev.hoop.gateway.engine.masking.MaskPlan;
import java.util.List;
import java.util.OptionalLong;

/** Mints permits where policy's judgement is not what is tested. In policy's own package, because nobody else can. */
public final class PermitForTests {
    private PermitForTests() {}

    public static Permit of(Claim claim, Obligations obligations) {
        return new Allowed(claim, "test", obligations).permit(new AuditReceipt(claim.id(), 1));
    }

    /** Any result may be shown; rows are capped and writes refused as asked for. */
    public static Obligations owing(OptionalLong rowCap, boolean readOnly) {
        MaskPlan plan = new MaskPlan(MaskPlan.Shape.OPEN, List.of(), ColumnGuard.none());
        return new Obligations(plan, List.of(), rowCap, OptionalLong.empty(), readOnly, TargetTexts.SHOWN);
    }
}
