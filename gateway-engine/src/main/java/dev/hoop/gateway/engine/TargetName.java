package dev.hoop.gateway.engine;

/** Names a target as the policy file registers it; compared exactly. */
public record TargetName(String value) {
    public TargetName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a target name is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
