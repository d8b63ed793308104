package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.server.trackers.rest.RestTracker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads where tasks are kept: {@code tracker}. */
final class TrackerReader {
    private static final List<String> KEYS = List.of(
            "jira", "rest", "type", "state", "done", "assignee", "reviewers", "name", "closed", "credential", "within");

    private TrackerReader() {}

    static Optional<Configuration.TaskTracker> read(Keys file, Mistakes mistakes) {
        if (!file.has("tracker")) {
            return Optional.empty();
        }
        Keys keys = file.map("tracker", KEYS);
        boolean jira = keys.has("jira");
        if (jira == keys.has("rest")) {
            mistakes.add(
                    keys.mark("jira"),
                    "'tracker' needs either 'jira' or 'rest'",
                    "write jira: https://jira.example.org, or rest: \"https://tasks.example.org/tasks/{id}\"");
            return Optional.empty();
        }
        String address = HookReader.address(keys, jira ? "jira" : "rest", mistakes);
        return Optional.of(new Configuration.TaskTracker(
                jira ? address.replaceFirst("/+$", "") + "/rest/api/2/issue/{id}" : withPlace(keys, address, mistakes),
                jira ? jira(keys) : rest(keys),
                keys.text("credential", ""),
                keys.time("within", Duration.ofSeconds(3))));
    }

    private static String withPlace(Keys keys, String address, Mistakes mistakes) {
        if (!address.contains("{id}")) {
            mistakes.add(keys.mark("rest"), "'rest' has no place for a task's id", "write {id} where it belongs");
        }
        return address;
    }

    private static RestTracker.Shape jira(Keys keys) {
        return RestTracker.Shape.jira(
                keys.text("assignee", "/fields/assignee/name"), keys.text("reviewers", ""), keys.text("name", "/name"));
    }

    private static RestTracker.Shape rest(Keys keys) {
        List<String> closed = keys.texts("closed");
        return new RestTracker.Shape(
                keys.text("type", "/type"),
                keys.text("state", "/state"),
                keys.text("done", ""),
                keys.text("assignee", "/assignee"),
                keys.text("reviewers", "/reviewers"),
                keys.text("name", "/name"),
                closed.isEmpty() ? List.of("closed", "done", "resolved", "cancelled") : closed);
    }
}
