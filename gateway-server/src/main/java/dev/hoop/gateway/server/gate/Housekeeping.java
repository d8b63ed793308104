package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.server.ports.audit.TrailChecks;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import dev.hoop.gateway.server.ports.notifications.DeadLetters;

/** How people look after a gateway: each desk asks for the role it needs, with every step. Thread-safe. */
public final class Housekeeping {
    private final Gate gate;
    private final TokenOffice tokens;
    private final TrailChecks trail;
    private final DeadLetters letters;
    private final TargetHealth health;

    public Housekeeping(Gate gate, TokenOffice tokens, TrailChecks trail, DeadLetters letters) {
        this.gate = gate;
        this.tokens = tokens;
        this.trail = trail;
        this.letters = letters;
        this.health = new TargetHealth(gate);
    }

    /** Where tokens are issued and revoked. For the role admin. */
    public TokenDesk tokens(Visitor visitor) {
        return new TokenDesk(gate, visitor, tokens);
    }

    /** Where news wait that could not be delivered. For the role admin. */
    public LetterDesk letters(Visitor visitor) {
        return new LetterDesk(gate, visitor, letters);
    }

    /** Where the trail is looked at. For the roles admin and auditor. */
    public TrailDesk trail(Visitor visitor) {
        return new TrailDesk(gate, visitor, trail);
    }

    /** Where targets are looked at. For the roles admin and auditor. */
    public TargetDesk targets(Visitor visitor) {
        return new TargetDesk(gate, visitor, health);
    }

    /** Where the policy is read and asked. For the roles admin and auditor. */
    public ExplainDesk policy(Visitor visitor) {
        return new ExplainDesk(gate, visitor);
    }
}
