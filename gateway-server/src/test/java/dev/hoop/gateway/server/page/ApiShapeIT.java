package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists in parts, work that is done once, errors that are all alike, and answers that are as they are described. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiShapeIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GRANTS = """
              - { name: a-grant, who: { groups: [a] }, target: shop, allow: [select] }
              - { name: b-grant, who: { groups: [b] }, target: shop, allow: [select] }
              - { name: c-grant, who: { groups: [c] }, target: shop, allow: [select] }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private Shop shop;
    private String sue;
    private String dana;
    private String otto;
    private String rita;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        shop = new Shop(directory, GRANTS, builder -> builder);
        sue = shop.token("sue", "support");
        dana = shop.token("dana", "dba");
        otto = shop.token("otto", "audit");
        rita = shop.token("rita", "security");
    }

    @AfterAll
    void close() throws Exception {
        shop.close();
    }

    @Test
    void partsOfEveryListMakeTheWholeListOnceAndInOrder() throws Exception {
        for (int i = 0; i < 5; i++) {
            select(sue);
            refused("update customers set name = 'n" + i + "' where id = 1");
        }

        List<String> grants = new ArrayList<>(List.of("a-grant", "b-grant", "c-grant", "support"));
        assertThat(inParts("/reviews", "grants", "name", rita, 1)).containsExactlyElementsOf(grants);
        List<String> approvals = ids("/approvals?limit=200", "approvals", sue);
        assertThat(approvals).hasSizeGreaterThanOrEqualTo(5);
        assertThat(inParts("/approvals", "approvals", "id", sue, 2)).containsExactlyElementsOf(approvals);
        List<String> sessions = ids("/sessions?limit=200&table=customers", "sessions", otto);
        assertThat(sessions).hasSizeGreaterThanOrEqualTo(5);
        assertThat(inParts("/sessions?table=CUSTOMERS", "sessions", "id", otto, 3))
                .containsExactlyElementsOf(sessions);
        assertThat(ids("/sessions?table=nothing", "sessions", otto)).isEmpty();
    }

    @Test
    void whatIsAskedMeanwhileMovesNothing() throws Exception {
        refused("update customers set name = 'x' where id = 1");
        refused("update customers set name = 'y' where id = 1");
        JsonNode first = json(get("/approvals?limit=1", sue));
        String shown = first.path("approvals").get(0).path("id").asString("");
        List<String> rest = ids("/approvals?limit=200", "approvals", sue);

        refused("update customers set name = 'z' where id = 1");

        List<String> after =
                ids("/approvals?limit=200&cursor=" + first.path("next").asString(""), "approvals", sue);
        assertThat(after).doesNotContain(shown).containsExactlyElementsOf(rest.subList(1, rest.size()));
    }

    @Test
    void cursorThatWasTamperedWithShowsNothingOfOthers() throws Exception {
        refused("update customers set name = 'x' where id = 2");
        refused("update customers set name = 'y' where id = 2");
        String cursor = json(get("/approvals?limit=1", sue)).path("next").asString("");
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        String mallory = shop.token("mallory", "sales");

        for (String wrong : List.of(
                "x",
                "AAAA",
                "%00",
                encoded("1.' or 1=1 --"),
                encoded(text.replace("1.", "2.")),
                encoded("1.0.0.0.x"))) {
            assertThat(get("/approvals?cursor=" + wrong, sue).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(get("/approvals?state=pending&cursor=" + cursor, sue).statusCode())
                .as("of another search")
                .isEqualTo(400);
        assertThat(get("/sessions?cursor=" + cursor, otto).statusCode())
                .as("of another list")
                .isEqualTo(400);
        assertThat(get("/reviews?cursor=" + cursor, rita).statusCode()).isEqualTo(400);
        String farAhead = encoded(text.replaceFirst("\\.[0-9]+\\.", ".99999999999."));
        assertThat(ids("/approvals?limit=200&cursor=" + farAhead, "approvals", mallory))
                .isEmpty();
        assertThat(ids("/approvals?limit=200&cursor=" + farAhead, "approvals", sue))
                .containsExactlyElementsOf(ids("/approvals?limit=200", "approvals", sue));
        String quoted = encoded(text.substring(0, text.lastIndexOf('.') + 1) + "' or '1'='1");
        assertThat(ids("/approvals?cursor=" + quoted, "approvals", mallory)).isEmpty();
    }

    @Test
    void limitHasBounds() throws Exception {
        for (String limit : List.of("0", "-1", "201", "1e2", "x", "", "99999999999")) {
            assertThat(get("/approvals?limit=" + limit, sue).statusCode())
                    .as(limit)
                    .isEqualTo(400);
        }
        assertThat(get("/approvals?state=nonsense", sue).statusCode()).isEqualTo(400);
    }

    @Test
    void sameKeyIsAnsweredTheSameAndDoneOnce() throws Exception {
        int before =
                json(get("/reviews/a-grant?limit=200", rita)).path("decisions").size();

        HttpResponse<String> first = post("/reviews/a-grant/keep", rita, "{\"reason\":\"needed\"}", "key-1");
        HttpResponse<String> again = post("/reviews/a-grant/keep", rita, "{\"reason\":\"needed\"}", "key-1");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(json(get("/reviews/a-grant?limit=200", rita))
                        .path("decisions")
                        .size())
                .isEqualTo(before + 1);
    }

    @Test
    void sameKeyForAnotherRequestIsRefused() throws Exception {
        assertThat(post("/reviews/b-grant/keep", rita, "{\"reason\":\"one\"}", "key-2")
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> otherBody = post("/reviews/b-grant/keep", rita, "{\"reason\":\"two\"}", "key-2");
        HttpResponse<String> otherPath = post("/reviews/c-grant/keep", rita, "{\"reason\":\"one\"}", "key-2");

        assertThat(otherBody.statusCode()).isEqualTo(422);
        assertThat(otherPath.statusCode()).isEqualTo(422);
        assertThat(otherBody.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(ids("/reviews/c-grant", "decisions", rita)).isEmpty();
    }

    @Test
    void keyOfAnotherSubjectTellsNothing() throws Exception {
        String body = "{\"reason\":\"said by rita\"}";
        assertThat(post("/reviews/support/keep", rita, body, "key-3").statusCode())
                .isEqualTo(200);

        HttpResponse<String> other = post("/reviews/support/keep", shop.token("mallory", "sales"), body, "key-3");
        HttpResponse<String> unknown = post("/reviews/support/keep", "hoop_wrong", body, "key-3");

        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).doesNotContain("rita");
        assertThat(unknown.statusCode()).isEqualTo(401);
    }

    @Test
    void refusalIsRememberedAndAKeyOfNonsenseIsNone() throws Exception {
        HttpResponse<String> first = post("/reviews/nothing/keep", rita, "{\"reason\":\"x\"}", "key-4");
        HttpResponse<String> again = post("/reviews/nothing/keep", rita, "{\"reason\":\"x\"}", "key-4");

        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        for (String key : List.of("a b", "x".repeat(201), "")) {
            assertThat(post("/reviews/a-grant/keep", rita, "{\"reason\":\"x\"}", key)
                            .statusCode())
                    .as(key)
                    .isEqualTo(400);
        }
    }

    @Test
    void ofManyAtOnceUnderOneKeyOneIsDone() throws Exception {
        int before =
                json(get("/reviews/support?limit=200", rita)).path("decisions").size();
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(client.sendAsync(
                    posted("/reviews/support/keep", rita, "{\"reason\":\"at once\"}", "key-5"),
                    HttpResponse.BodyHandlers.ofString()));
        }

        Set<Integer> statuses = new HashSet<>();
        for (CompletableFuture<HttpResponse<String>> each : asked) {
            statuses.add(each.get(30, TimeUnit.SECONDS).statusCode());
        }

        assertThat(statuses).contains(200).isSubsetOf(200, 409);
        assertThat(json(get("/reviews/support?limit=200", rita))
                        .path("decisions")
                        .size())
                .isEqualTo(before + 1);
    }

    @Test
    void whateverGoesWrongIsAProblemDocument() throws Exception {
        List<HttpResponse<String>> wrong = List.of(
                get("/nothing", dana),
                get("/approvals/nothing", dana),
                get("/sessions", dana),
                get("/me", "hoop_wrong"),
                send("DELETE", "/me", dana),
                get("/approvals?limit=x", dana),
                get("/sessions/..%2f..%2fstate", otto),
                post("/approvals/x/approve", dana, "x".repeat(100_000), "k"),
                post("/approvals/x/approve", dana, "{", "k2"));

        assertThat(wrong).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isBetween(400, 499);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .as(answer.uri() + " " + answer.statusCode())
                    .hasValue("application/problem+json");
            assertThat(json(answer).path("status").asInt(0)).isEqualTo(answer.statusCode());
            assertThat(json(answer).path("detail").asString("")).isNotEmpty();
        });
    }

    @Test
    void answersAreAsTheyAreDescribed() throws Exception {
        OpenApi described = new OpenApi();
        refused("update customers set name = 'shape' where id = 2");
        select(sue);
        String id = ids("/approvals", "approvals", sue).get(0);
        String session = ids("/sessions", "sessions", otto).get(0);
        post("/reviews/support/keep", rita, "{\"reason\":\"shape\"}", "key-6");

        assertThat(described.faults("get /me", json(get("/me", rita)))).isEmpty();
        assertThat(described.faults("get /approvals", json(get("/approvals", sue))))
                .isEmpty();
        assertThat(described.faults("get /approvals/{id}", json(get("/approvals/" + id, sue))))
                .isEmpty();
        assertThat(described.faults("get /reviews", json(get("/reviews", rita))))
                .isEmpty();
        assertThat(described.faults("get /reviews/{grant}", json(get("/reviews/support", rita))))
                .isEmpty();
        assertThat(described.faults("get /sessions", json(get("/sessions", otto))))
                .isEmpty();
        assertThat(described.faults("get /sessions/{id}", json(get("/sessions/" + session, otto))))
                .isEmpty();
        assertThat(described.faults(
                        "post /approvals/{id}/withdraw", json(post("/approvals/" + id + "/withdraw", sue, "{}", "k7"))))
                .isEmpty();
    }

    @Test
    void campaignsEvidenceAndSimulationsAreAsTheyAreDescribed() throws Exception {
        OpenApi described = new OpenApi();
        String asked = """
                {"name":"shape","reason":"twice a year","grants":["a-grant","b-grant"],"reviewers":["security"],"withinSeconds":3600,
                 "remindSeconds":[60],"atDue":"read-only"}""";
        String decision = "{\"grant\":\"a-grant\",\"verdict\":\"keep\",\"reason\":\"still needed\"}";
        String policy = JSON.writeValueAsString(Map.of("policy", """
                version: 1
                targets: { shop: { type: jdbc, url: "jdbc:h2:mem:x", credential: "file:/nowhere" } }
                grants: [ { name: support, who: { groups: [support] }, target: shop, allow: [insert] } ]
                """));

        JsonNode started = json(post("/campaigns", rita, asked, "c-1"));
        String id = started.path("id").asString("");
        String one = "/campaigns/" + id;

        assertThat(described.faults("post /campaigns", started)).isEmpty();
        assertThat(described.faults("get /campaigns", json(get("/campaigns", rita))))
                .isEmpty();
        assertThat(described.faults("get /campaigns/{id}", json(get(one, rita))))
                .isEmpty();
        assertThat(described.faults("post /campaigns/{id}/decide", json(post(one + "/decide", rita, decision, "c-2"))))
                .isEmpty();
        assertThat(described.faults("post /campaigns/{id}/close", json(post(one + "/close", rita, "{}", "c-3"))))
                .isEmpty();
        assertThat(described.faults("get /campaigns/{id}/evidence", signed(one + "/evidence")))
                .isEmpty();
        select(sue);
        assertThat(described.faults("post /policy/simulate", json(post("/policy/simulate", otto, policy, "c-4"))))
                .isEmpty();
        assertThat(get(one + "/evidence", sue).statusCode()).isIn(403, 404);
    }

    /** Evidence is there as soon as the trail that proves it is signed. */
    private JsonNode signed(String path) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        HttpResponse<String> answer = get(path, rita);
        while (answer.statusCode() != 200) {
            assertThat(Instant.now()).as(answer.body()).isBefore(end);
            LockSupport.parkNanos(100_000_000);
            answer = get(path, rita);
        }
        return json(answer);
    }

    private List<String> inParts(String path, String entries, String name, String token, int limit) throws Exception {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            String more = (path.contains("?") ? "&" : "?") + "limit=" + limit + "&cursor=" + cursor;
            JsonNode part = json(get(path + more, token));
            assertThat(part.path(entries).size()).isLessThanOrEqualTo(limit);
            part.path(entries).forEach(each -> all.add(each.path(name).asString("")));
            cursor = part.path("next").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private List<String> ids(String path, String entries, String token) throws Exception {
        List<String> ids = new ArrayList<>();
        json(get(path, token))
                .path(entries)
                .forEach(each -> ids.add(each.path("id").asString("")));
        return ids;
    }

    private void select(String token) throws Exception {
        try (Connection connection = shop.connect(token);
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select id from customers").close();
        }
    }

    /** A request that nobody waits for. */
    private void refused(String text) throws Exception {
        String url = shop.gateway().url("shop") + "&approval=fail";
        try (Connection connection = java.sql.DriverManager.getConnection(url, "", sue);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        } catch (dev.hoop.gateway.jdbc.failure.HoopHeldException held) {
            assertThat(held.requestId()).isNotEmpty();
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send("GET", path, token);
    }

    private HttpResponse<String> send(String method, String path, String token) throws Exception {
        return client.send(
                request(path, token)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String token, String body, String key) throws Exception {
        return client.send(posted(path, token, body, key), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest posted(String path, String token, String body, String key) {
        return request(path, token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path, String token) {
        URI place = URI.create(shop.url() + "/api/v1" + path);
        return HttpRequest.newBuilder(place).header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
