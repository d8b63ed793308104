package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.Column;
import java.util.Optional;

/**
 * The second look at a result: by the base table and column that the target's own driver reports. It can only add protection. An
 * implementation is a value, immutable and thread-safe.
 */
public interface ColumnGuard {
    /** The class of data this column belongs to, if the subject may not see it. A column without a base table belongs to none. */
    Optional<String> classOf(Column column);

    /** Nothing is protected from this subject here. */
    static ColumnGuard none() {
        return NoGuard.NONE;
    }
}
