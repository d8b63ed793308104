package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import java.util.Locale;

/** What a value is called in an error: its kind, never its content. */
final class TypeNames {
    private TypeNames() {}

    static String of(Value value) {
        return value instanceof Value.Vendor vendor && !vendor.typeName().isEmpty()
                ? vendor.typeName()
                : value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
