package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Mark;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A target as the policy registers it.
 *
 * @param credential where its credential is found ({@code env:NAME}, {@code file:path}); never the credential itself. Empty where the
 *     target asks for none.
 */
public record PolicyTarget(
        Mark mark,
        TargetName name,
        String type,
        String url,
        String credential,
        Map<String, String> options,
        Optional<Trail> trail,
        Optional<Duration> statementTimeout,
        OptionalLong maxRows) {
    /** How durable an intent must be before a statement runs. */
    public enum Trail {
        STRICT,
        BOUNDED
    }

    public PolicyTarget {
        options = Map.copyOf(options);
    }

    /** Leaves the URL out. */
    @Override
    public String toString() {
        return "PolicyTarget[" + name + ", " + type + "]";
    }
}
