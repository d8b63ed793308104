package dev.hoop.gateway.engine.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named query of WITH and those visible behind it.
 *
 * @param fields its columns; {@code null} where the name is known but may not be used yet
 */
record Commons(
        String name, @Nullable List<Field> fields, @Nullable Commons next) {
    static final Commons NONE = new Commons("", List.of(), null);

    Commons with(String added, @Nullable List<Field> columns) {
        return new Commons(added, columns, this);
    }
}
