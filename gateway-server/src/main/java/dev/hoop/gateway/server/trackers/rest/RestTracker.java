package dev.hoop.gateway.server.trackers.rest;

import dev.hoop.gateway.engine.TaskFacts;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.server.ports.tasks.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tracker that answers {@code GET} of a task's address with a JSON document. Where in it the facts stand is told by JSON pointers (RFC
 * 6901). A task that is not found is none; whatever else is not understood is no answer. Redirects are not followed. Thread-safe.
 */
public final class RestTracker implements Tracker {
    private static final int MOST_BYTES = 1024 * 1024;
    /** What may stand in an address as it is; another id is none of the tracker's. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Place place;
    private final Shape shape;
    private final HttpClient client;

    /**
     * Where it is asked.
     *
     * @param address with {@code {id}} where the task's id belongs
     * @param authorization the whole header that proves this gateway to the tracker, where it wants one
     */
    public record Place(String address, Duration within, Optional<String> authorization) {
        /** Leaves the proof out. */
        @Override
        public String toString() {
            return "Place[" + address + "]";
        }
    }

    /**
     * Where in a document the facts stand, as JSON pointers.
     *
     * @param done where the document says whether the work is over, with one of {@code closed} or {@code true}
     * @param reviewers a list of names or one name, or of objects with such; empty when the tracker knows none
     * @param name where in such an object the name stands
     * @param closed states, in lower case, in which a task is not worked on any more
     */
    public record Shape(
            String type,
            String state,
            String done,
            String assignee,
            String reviewers,
            String name,
            List<String> closed) {
        public Shape {
            closed = closed.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        }

        /** As Jira's REST interface, version 2, has it. */
        public static Shape jira(String assignee, String reviewers, String name) {
            return new Shape(
                    "/fields/issuetype/name",
                    "/fields/status/name",
                    "/fields/status/statusCategory/key",
                    assignee,
                    reviewers,
                    name,
                    List.of("done"));
        }
    }

    public RestTracker(Place place, Shape shape) {
        this.place = place;
        this.shape = shape;
        this.client = HttpClient.newBuilder()
                .connectTimeout(place.within())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Optional<TaskFacts> read(TaskId task) throws UnansweredException {
        if (!ID.matcher(task.value()).matches()) {
            return Optional.empty();
        }
        HttpRequest.Builder get = HttpRequest.newBuilder(
                        URI.create(place.address().replace("{id}", task.value())))
                .timeout(place.within())
                .header("Accept", "application/json");
        place.authorization().ifPresent(proof -> get.header("Authorization", proof));
        try {
            HttpResponse<InputStream> response = client.send(get.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() == 404) {
                    return Optional.empty();
                }
                if (response.statusCode() != 200 || body.length > MOST_BYTES) {
                    throw new UnansweredException("it answers with status " + response.statusCode());
                }
                return Optional.of(facts(task, JSON.readTree(body)));
            }
        } catch (IOException e) {
            throw new UnansweredException("it cannot be reached in time");
        } catch (JacksonException e) {
            throw new UnansweredException("its answer is not JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnansweredException("the wait for it was interrupted");
        }
    }

    private TaskFacts facts(TaskId task, JsonNode document) throws UnansweredException {
        String type = text(document, shape.type());
        String state = text(document, shape.state());
        if (type.isEmpty() || state.isEmpty()) {
            throw new UnansweredException("its answer has no type or no state where they should be");
        }
        JsonNode done = shape.done().isEmpty() ? JSON.nullNode() : document.at(shape.done());
        if (done.isMissingNode()) {
            throw new UnansweredException("its answer does not say whether the work is over where it should");
        }
        boolean over = done.asBoolean(false) || isClosed(done.asString("")) || isClosed(state);
        return new TaskFacts(
                task, type, state, !over, text(document, shape.assignee()), names(document, shape.reviewers()));
    }

    private boolean isClosed(String word) {
        return shape.closed().contains(word.toLowerCase(Locale.ROOT));
    }

    private static String text(JsonNode document, String pointer) {
        return pointer.isEmpty() ? "" : document.at(pointer).asString("");
    }

    private List<String> names(JsonNode document, String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        JsonNode found = document.at(pointer);
        List<JsonNode> all = found.isArray() ? List.copyOf(found.values()) : List.of(found);
        return all.stream()
                .map(each -> each.isObject() ? text(each, shape.name()) : each.asString(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
