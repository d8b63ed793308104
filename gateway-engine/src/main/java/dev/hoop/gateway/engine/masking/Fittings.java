package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.Column;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Remembers how plans fitted results, for a session that repeats its statements: the very same plan, and columns that are equal to those
 * it was held against. All else is held against its plan anew. Bounded. Not thread-safe.
 */
public final class Fittings {
    private static final int MOST = 256;

    private final IdentityHashMap<MaskPlan, Fitting> known = new IdentityHashMap<>();

    /** Remembers nothing yet. */
    public Fittings() {}

    /** @throws PlanMismatchException if the target answered with another result than was judged */
    Fitting of(MaskPlan plan, List<Column> found) {
        Fitting before = known.get(plan);
        if (before != null && before.found().equals(found)) {
            return before;
        }
        Fitting fitting = Fitting.of(plan, found);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(plan, fitting);
        return fitting;
    }
}
