package dev.hoop.gateway.engine;

/** Names a subject as its identity source does; compared exactly. */
public record SubjectName(String value) {
    public SubjectName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a subject name is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
