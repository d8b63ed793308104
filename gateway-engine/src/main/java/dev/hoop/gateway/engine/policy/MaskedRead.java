package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.ColumnName;
import java.util.Set;

/**
 * Columns of which the database itself must read NULL in a claim's statement.
 *
 * @param hidden all of them
 * @param masked those of them whose place in the result is shown as if it had been computed, masked and not as NULL
 */
public record MaskedRead(Set<ColumnName> hidden, Set<ColumnName> masked) {
    public MaskedRead {
        hidden = Set.copyOf(hidden);
        masked = Set.copyOf(masked);
    }
}
