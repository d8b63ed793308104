package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Mark;

/**
 * A secret that is known letter by letter, and that no host may show to anyone.
 *
 * @param reference where it is kept ({@code env:NAME}, {@code file:path}); never the secret itself
 */
public record Literal(Mark mark, String name, String reference, Targets targets) {
    public boolean isHiddenOn(TargetName target) {
        return targets.include(target);
    }
}
