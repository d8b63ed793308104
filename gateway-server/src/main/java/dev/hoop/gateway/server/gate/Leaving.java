package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.policy.rules.Narrowing;
import java.util.List;

/**
 * What is to stay of a grant, in the words of people.
 *
 * @param allow kinds of statements; all when empty
 * @param tables {@code target.schema.table}; all when empty
 */
public record Leaving(List<String> allow, List<String> tables) {
    public Leaving {
        allow = List.copyOf(allow);
        tables = List.copyOf(tables);
    }

    static Leaving of(Narrowing narrowing) {
        return new Leaving(narrowing.allow(), narrowing.tables());
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return allow.isEmpty() && tables.isEmpty();
    }

    Narrowing narrowing() {
        try {
            return new Narrowing(allow, tables);
        } catch (IllegalArgumentException e) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
