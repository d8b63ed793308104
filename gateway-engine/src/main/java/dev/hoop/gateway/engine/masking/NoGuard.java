package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.Column;
import java.util.Optional;

/** Guards nothing. */
enum NoGuard implements ColumnGuard {
    NONE;

    @Override
    public Optional<String> classOf(Column column) {
        return Optional.empty();
    }
}
