package dev.hoop.gateway.engine;

/** Identifies one session; random, never reused. */
public record SessionId(String value) {
    public SessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a session id is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
