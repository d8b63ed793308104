package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who has which role.
 *
 * @param holders groups, or subjects written {@code subject:name}
 */
public record Roles(Map<Role, Set<String>> holders) {
    /** Nobody has any. */
    public static final Roles NONE = new Roles(Map.of());

    public Roles {
        Map<Role, Set<String>> copy = new EnumMap<>(Role.class);
        holders.forEach((role, names) -> copy.put(role, Set.copyOf(names)));
        holders = Map.copyOf(copy);
    }

    /** Whoever came by a token of narrow scope has none. */
    public boolean has(Subject subject, Role role) {
        if (!subject.scope().isWhole()) {
            return false;
        }
        Set<String> names = holders.getOrDefault(role, Set.of());
        return names.contains("subject:" + subject.name().value())
                || subject.groups().stream().anyMatch(names::contains);
    }

    void require(Subject subject, Role role) {
        if (!has(subject, role)) {
            throw new GatewayException(
                    ErrorCode.NO_GRANT,
                    "this needs the role '%s', which you do not have; ask whoever configures the gateway"
                            .formatted(role.name().toLowerCase(Locale.ROOT)));
        }
    }
}
