package dev.hoop.gateway.server.trackers.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.hoop.gateway.engine.TaskFacts;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.server.ports.tasks.Tracker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tracker of any shape says, and what one that is broken, slow or hostile does not. */
final class RestTrackerIT {
    private static final TaskId TASK = new TaskId("OPS-7");
    private static final RestTracker.Shape OWN =
            new RestTracker.Shape("/kind", "/status", "/over", "/owner", "/people", "/login", List.of("Shipped"));

    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch late = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile boolean silent;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            synchronized (asked) {
                asked.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
            }
            if (silent) {
                try {
                    late.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        late.countDown();
        server.stop(0);
    }

    private RestTracker tracker(RestTracker.Shape shape, Duration within) {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/tasks/{id}?full=1";
        return new RestTracker(new RestTracker.Place(address, within, Optional.of("Bearer s3cret")), shape);
    }

    private Optional<TaskFacts> read(RestTracker.Shape shape) throws Tracker.UnansweredException {
        return tracker(shape, Duration.ofSeconds(10)).read(TASK);
    }

    @Test
    void documentOfAnyShapeTellsWhatItsPointersLeadTo() throws Exception {
        answer = """
                {"kind": "Migration", "status": "in review", "over": false, "owner": "sue",
                 "people": [{"login": "dana"}, {"login": ""}, "kim", {"other": "x"}]}
                """;

        assertThat(read(OWN))
                .contains(new TaskFacts(TASK, "Migration", "in review", true, "sue", List.of("dana", "kim")));
        assertThat(asked).containsExactly("/tasks/OPS-7?full=1 Bearer s3cret");
    }

    @Test
    void jiraIsReadAsItIs() throws Exception {
        answer = """
                {"key": "OPS-7", "fields": {"issuetype": {"name": "Change"},
                  "status": {"name": "Doing", "statusCategory": {"key": "indeterminate"}},
                  "assignee": {"name": "sue"}, "reviewer": {"name": "dana"}}}
                """;
        RestTracker.Shape jira = RestTracker.Shape.jira("/fields/assignee/name", "/fields/reviewer", "/name");

        assertThat(read(jira)).contains(new TaskFacts(TASK, "Change", "Doing", true, "sue", List.of("dana")));
        answer = answer.replace("indeterminate", "done");
        assertThat(read(jira).map(TaskFacts::isOpen)).contains(false);
    }

    @Test
    void taskIsOverWhereOneOfThePlacesSaysSo() throws Exception {
        for (String over : List.of(
                "\"status\":\"open\",\"over\":true",
                "\"status\":\"open\",\"over\":\"shipped\"",
                "\"status\":\"SHIPPED\",\"over\":null",
                "\"status\":\"open\",\"over\":\"true\"")) {
            answer = "{\"kind\":\"x\"," + over + "}";
            assertThat(read(OWN).map(TaskFacts::isOpen)).as(over).contains(false);
        }
    }

    @Test
    void whatIsNotUnderstoodIsNoAnswerAndNoTask() {
        for (String body : List.of(
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"kind\":\"x\",\"over\":false}",
                "{\"status\":\"open\",\"over\":false}",
                "{\"kind\":{\"name\":\"x\"},\"status\":\"open\",\"over\":false}",
                "{\"kind\":\"x\",\"status\":\"open\"}",
                "{\"kind\":\"x\",\"status\":\"open\",\"over\":fal",
                "{\"kind\":\"x\",\"status\":\"open\",\"over\":false,\"more\":\"" + "m".repeat(1024 * 1024) + "\"}")) {
            answer = body;
            assertThatThrownBy(() -> read(OWN))
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isInstanceOf(Tracker.UnansweredException.class)
                    .hasMessageNotContaining("s3cret");
        }
        answer = "{\"kind\":\"x\",\"status\":\"open\",\"over\":false}";
        for (int each : List.of(301, 302, 401, 403, 429, 500, 503)) {
            status = each;
            assertThatThrownBy(() -> read(OWN)).as("" + each).isInstanceOf(Tracker.UnansweredException.class);
        }
        assertThat(asked).noneMatch(place -> place.startsWith("/elsewhere"));
    }

    @Test
    void taskThatIsNotThereOrCannotHaveThatNameIsNone() throws Exception {
        status = 404;
        assertThat(read(OWN)).isEmpty();
        int before = asked.size();

        for (String id :
                List.of("../admin", "OPS-7?x=1", "OPS-7/../OPS-8", "a b", "%2e%2e", "-x", "é", "x".repeat(65))) {
            assertThat(tracker(OWN, Duration.ofSeconds(10)).read(new TaskId(id)))
                    .as(id)
                    .isEmpty();
        }
        assertThat(asked).hasSize(before);
    }

    @Test
    void silentTrackerIsGivenUpInTime() {
        silent = true;

        assertThatThrownBy(() -> tracker(OWN, Duration.ofMillis(300)).read(TASK))
                .isInstanceOf(Tracker.UnansweredException.class)
                .hasMessageContaining("in time");
    }
}
