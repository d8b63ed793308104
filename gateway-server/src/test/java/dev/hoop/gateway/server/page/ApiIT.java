package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The interface for programs. */
final class ApiIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String UPDATE = "update customers set name = 'Eve' where id = 1";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Shop shop;
    private String sue;
    private String dana;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(directory, builder -> builder);
        sue = shop.token("sue", "support");
        dana = shop.token("dana", "dba");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void programListsAndAnswersRequests() throws Exception {
        CompletableFuture<Integer> update = shop.update(sue, UPDATE);
        String id = shop.waiting();

        JsonNode listed = json(get("/approvals?state=pending", dana)).path("approvals");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.get(0).path("statement").asString("")).isEqualTo(UPDATE);
        HttpResponse<String> answer = post("/approvals/" + id + "/approve", dana, "{\"reason\":\"ok\",\"maxRows\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(json(get("/approvals/" + id, dana)).path("state").asString(""))
                .isEqualTo("CONSUMED");
        assertThat(post("/approvals/" + id + "/approve", dana, "{}").statusCode())
                .isEqualTo(409);
        assertThat(json(get("/approvals?state=pending", dana)).path("approvals").size())
                .isZero();
    }

    @Test
    void requesterCannotApproveAndStrangersFindNothing() throws Exception {
        String id = shop.held(sue, UPDATE);

        assertThat(post("/approvals/" + id + "/approve", sue, "{}").statusCode())
                .isEqualTo(403);
        assertThat(get("/approvals/" + id, shop.token("mallory", "sales")).statusCode())
                .isEqualTo(404);
        assertThat(post("/approvals/" + id + "/approve", shop.token("otto", "audit"), "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(shop.name(1)).isEqualTo("Ada");
        assertThat(post("/approvals/" + id + "/withdraw", sue, "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestTellsOfEarlierOnesThatTouchTheSameAndOnlyToWhoMaySeeThose() throws Exception {
        CompletableFuture<Integer> refused = shop.update(sue, UPDATE);
        String first = shop.waiting();
        post("/approvals/" + first + "/refuse", dana, "{\"reason\":\"not on a Friday\"}");
        assertThat(refused.handle((done, failed) -> failed != null).get(30, TimeUnit.SECONDS))
                .isTrue();
        String tom = shop.token("tom", "support");
        String second = shop.held(tom, "update customers set name = 'Eva' where id = 2");

        JsonNode earlier = json(get("/approvals/" + second, dana)).path("like");
        assertThat(earlier.size()).isEqualTo(1);
        String asked = earlier.get(0).path("askedAt").asString("");
        assertThat(earlier.get(0).path("id").asString("")).isEqualTo(first);
        assertThat(asked)
                .isEqualTo(
                        json(get("/approvals/" + first, dana)).path("askedAt").asString("none"));
        assertThat(earlierOnThePage(second, dana))
                .contains("rejected", ">sue<", ">dana<", "<time datetime=\"" + asked + "\"")
                .doesNotContain("There is none.", "&#39;Eve&#39;");
        assertThat(earlierOnThePage(first, dana)).as("the second came later").contains("There is none.");

        assertThat(json(get("/approvals/" + second, tom)).path("like").size()).isZero();
        assertThat(earlierOnThePage(second, tom)).contains("There is none.").doesNotContain("rejected", "sue", "dana");
        String mallory = shop.token("mallory", "sales");
        assertThat(get("/approvals/" + second, mallory).statusCode()).isEqualTo(404);
        assertThat(get("/approvals/" + second, mallory).body()).doesNotContain(first);
    }

    /** The part of the request's page that lists the earlier ones. */
    private String earlierOnThePage(String id, String token) {
        Browser browser = shop.browser();
        browser.signIn(token);
        String page = browser.get("/approvals/" + id).body();
        int from = page.indexOf("Earlier requests that touch the same");
        assertThat(from).as(page).isPositive();
        return page.substring(from, page.indexOf("</section>", from));
    }

    @Test
    void errorsAreProblemDocumentsThatHoldNoToken() throws Exception {
        HttpResponse<String> unknown = get("/approvals", "hoop_wrong");

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(unknown.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(json(unknown).path("title").asString("")).isEqualTo("LOGIN_FAILED");
        assertThat(unknown.body()).doesNotContain("hoop_wrong");
        assertThat(get("/nothing", dana).statusCode()).isEqualTo(404);
        assertThat(get("/sessions", dana).statusCode()).isEqualTo(403);
    }

    @Test
    void bodyThatIsNotUnderstoodIsRefused() throws Exception {
        String id = shop.held(sue, UPDATE);
        for (String body : new String[] {
            "[]",
            "{",
            "{\"maxrows\":1}",
            "{\"maxRows\":\"1\"}",
            "{\"maxRows\":-1}",
            "{\"reason\":1}",
            "{\"maxRows\":1.5}"
        }) {
            assertThat(post("/approvals/" + id + "/approve", dana, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(post("/approvals/" + id + "/approve", dana, "{\"reason\":\"" + "x".repeat(100_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(shop.waiting()).isEqualTo(id);
    }

    @Test
    void cookieOfABrowserOpensNothingHere() {
        Browser browser = shop.browser();
        browser.signIn(dana);

        assertThat(browser.get("/api/v1/approvals").statusCode()).isEqualTo(401);
    }

    @Test
    void tokenTellsWhoOneIs() throws Exception {
        JsonNode me = json(get("/me", shop.token("otto", "audit")));

        assertThat(me.path("subject").asString("")).isEqualTo("otto");
        assertThat(me.path("roles").get(0).asString("")).isEqualTo("auditor");
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(request(path, token).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return client.send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(shop.url().resolve("/api/v1" + path)).header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
