package dev.hoop.gateway.engine.sql.syntax;

import java.util.List;
import java.util.Optional;

/**
 * LIMIT, FETCH or TOP.
 *
 * @param count the number of rows; empty means all
 * @param others further expressions of the clause: offset
 * @param exact whether at most {@code count} rows come: not for WITH TIES and PERCENT
 */
public record RowLimit(Optional<Expression> count, List<Expression> others, boolean exact) {
    public static final RowLimit NONE = new RowLimit(Optional.empty(), List.of(), true);
}
