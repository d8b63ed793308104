package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.ports.identity.Identities;
import java.time.Instant;
import java.util.Optional;

/** A subject that has proven who it is at a door and has no session yet. Only the gate makes one. */
public final class Visitor {
    private final Identities.Identity identity;
    private final String door;
    private final String peer;

    Visitor(Identities.Identity identity, String door, String peer) {
        this.identity = identity;
        this.door = door;
        this.peer = peer;
    }

    public Subject subject() {
        return identity.subject();
    }

    /** When the proof ends, where it does: no statement is taken afterwards. */
    public Optional<Instant> expiresAt() {
        return identity.expiresAt();
    }

    Identities.Identity identity() {
        return identity;
    }

    String door() {
        return door;
    }

    String peer() {
        return peer;
    }
}
