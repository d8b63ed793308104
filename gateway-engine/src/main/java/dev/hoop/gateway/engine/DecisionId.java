package dev.hoop.gateway.engine;

/** Identifies one judgement in answers, in the trail and in what people are asked; random, never reused. */
public record DecisionId(String value) {
    public DecisionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a decision id is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
