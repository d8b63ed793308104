package dev.hoop.gateway.server.trail.file.record;

import java.util.Optional;

/**
 * A record before it has its place: everything but sequence, time and chain. Made on the caller's thread, so that the one appender only
 * has to place it.
 */
public final class Draft {
    private final byte[] fields;
    private final byte[] salt;
    private final byte[] body;
    private final Hash commitment;
    private final Optional<String> intent;

    /**
     * @param fields the header's fields after sequence and time, as JSON without braces
     * @param intent the decision, when the record is the intent to run a statement
     */
    Draft(byte[] fields, byte[] salt, byte[] body, Optional<String> intent) {
        this.fields = fields;
        this.salt = salt;
        this.body = body;
        this.commitment = new TrailHasher().commitment(salt, body);
        this.intent = intent;
    }

    /** The decision this record is the intent of, if it is one. */
    public Optional<String> intent() {
        return intent;
    }

    byte[] fields() {
        return fields;
    }

    byte[] salt() {
        return salt;
    }

    byte[] body() {
        return body;
    }

    Hash commitment() {
        return commitment;
    }
}
