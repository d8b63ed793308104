package dev.hoop.gateway.engine;

import java.util.List;

/**
 * What a tracker knows of a task.
 *
 * @param type what sort of task it is, as the tracker calls it: {@code migration}
 * @param state where it stands, as the tracker calls it
 * @param isOpen whether it is still worked on; one that is not lets nobody in
 * @param assignee the name of the subject who works on it; empty when nobody does
 * @param reviewers the names of the subjects who look over that work
 */
public record TaskFacts(TaskId id, String type, String state, boolean isOpen, String assignee, List<String> reviewers) {
    public TaskFacts {
        reviewers = List.copyOf(reviewers);
    }
}
