package dev.hoop.gateway.engine.detect;

/**
 * A part of a text that is an entity.
 *
 * @param start index of its first {@code char}
 * @param end index after its last {@code char}
 */
public record Finding(Entity entity, int start, int end) {
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a finding has a place of at least one character");
        }
    }

    int length() {
        return end - start;
    }
}
