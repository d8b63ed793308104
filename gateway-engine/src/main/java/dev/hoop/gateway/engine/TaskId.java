package dev.hoop.gateway.engine;

/** Names the task (ticket) a session works for. */
public record TaskId(String value) {
    public TaskId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a task id is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
