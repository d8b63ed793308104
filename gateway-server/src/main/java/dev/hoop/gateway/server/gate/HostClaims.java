package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.List;
import java.util.Optional;

/** Claims of what is done on hosts. */
final class HostClaims {
    private HostClaims() {}

    static Claim of(Stay stay, String text, StatementFacts facts) {
        return new Claim(
                stay.nextDecision(),
                stay.visitor().subject(),
                stay.visitor().door(),
                stay.task(),
                new Statement(stay.id(), stay.target().name(), text, List.of(List.of())),
                facts,
                Optional.empty(),
                stay.gate().clock().instant());
    }
}
