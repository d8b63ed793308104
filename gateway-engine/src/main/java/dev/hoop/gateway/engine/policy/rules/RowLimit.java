package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementFacts;
import java.math.BigDecimal;
import java.util.List;

/** What a query says of its own row limit, in its text or by a parameter. */
public final class RowLimit {
    private RowLimit() {}

    public static boolean missing(StatementFacts facts) {
        return facts.returnsRows()
                && facts.limit().isEmpty()
                && facts.limitParameter().isEmpty();
    }

    /** Whether more rows may come; so it is when no limit is known, or when the parameter's value is not a number. */
    public static boolean mayExceed(Claim claim, long bound) {
        StatementFacts facts = claim.facts();
        if (!facts.returnsRows()) {
            return false;
        }
        if (facts.limit().isPresent()) {
            return facts.limit().getAsLong() > bound;
        }
        if (facts.limitParameter().isEmpty()) {
            return true;
        }
        int index = facts.limitParameter().getAsInt() - 1;
        return claim.statement().rows().stream().anyMatch(row -> exceeds(row, index, bound));
    }

    private static boolean exceeds(List<Parameter> row, int index, long bound) {
        if (index < 0 || index >= row.size()) {
            return true;
        }
        Value value = row.get(index).value();
        if (value instanceof Value.Int64 number) {
            return number.value() > bound || number.value() < 0; // a negative limit means none to H2
        }
        return !(value instanceof Value.Decimal number)
                || number.value().compareTo(BigDecimal.valueOf(bound)) > 0
                || number.value().signum() < 0;
    }
}
