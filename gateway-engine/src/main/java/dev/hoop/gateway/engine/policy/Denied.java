package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.ErrorCode;
import java.util.List;
import java.util.function.Function;

/**
 * No, and why.
 *
 * @param why one sentence that names no literal and no value
 * @param how how to get permission, or how to change the statement
 * @param paths lineage paths that led to the refusal: {@code customers.ssn → upper}
 */
public record Denied(ErrorCode code, String rule, String why, String how, List<String> paths) implements Verdict {
    public Denied {
        paths = List.copyOf(paths);
    }

    @Override
    public <R> R match(Function<Allowed, R> allowed, Function<Held, R> held, Function<Denied, R> denied) {
        return denied.apply(this);
    }
}
