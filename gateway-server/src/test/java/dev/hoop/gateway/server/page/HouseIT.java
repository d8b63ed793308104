package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.gate.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Targets, policy, trail, tokens and what was not delivered: by the right people, and by the wrong ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HouseIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GRANT =
            "  - { name: marked, who: { groups: [\"<script>alert(1)</script>\"] }, target: shop, allow: [select] }";
    private static final List<String> PAGES = List.of("/targets", "/policy", "/trail", "/tokens", "/undelivered");

    private final HttpClient client = HttpClient.newHttpClient();
    private Path data;
    private Shop shop;
    private String ada;
    private String otto;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        data = directory.resolve("data");
        shop = new Shop(directory, GRANT, builder -> builder.data(data).role(Role.ADMIN, "platform"));
        ada = shop.token("ada", "platform");
        otto = shop.token("otto", "audit");
    }

    @AfterAll
    void close() throws Exception {
        shop.close();
    }

    @Test
    void whoHasNoRoleSeesNoneOfThePagesAndCanDoNothingThere() throws Exception {
        for (String token :
                List.of(shop.token("sue", "support"), shop.token("dana", "dba"), shop.token("rita", "security"))) {
            Browser browser = shop.browser();
            HttpResponse<String> home = browser.signIn(token);
            for (String page : PAGES) {
                assertThat(browser.get(page).statusCode()).as(page).isEqualTo(403);
                assertThat(home.body()).doesNotContain("href=\"" + page + "\"");
            }
            for (String act : List.of(
                    "/targets/shop/check",
                    "/policy",
                    "/trail/verify",
                    "/tokens",
                    "/tokens/x/revoke",
                    "/undelivered/1/retry",
                    "/undelivered/1/drop")) {
                Map<String, String> form = Map.of(
                        "csrf", csrf(home), "subject", "x", "minutes", "5", "target", "shop", "statement", "select 1");
                assertThat(browser.post(act, form).statusCode()).as(act).isEqualTo(403);
                assertThat(call("POST", act, token, "{}").statusCode()).as(act).isIn(403, 404, 405);
            }
        }
    }

    @Test
    void auditorLooksAndIssuesNothing() throws Exception {
        Browser browser = shop.browser();
        HttpResponse<String> home = browser.signIn(otto);

        assertThat(browser.get("/targets").statusCode()).isEqualTo(200);
        assertThat(browser.get("/tokens").statusCode()).isEqualTo(403);
        assertThat(browser.post("/tokens", Map.of("csrf", csrf(home), "subject", "mallory", "minutes", "5"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("POST", "/tokens", otto, "{\"subject\":\"mallory\",\"minutes\":5}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("GET", "/undelivered", otto, "").statusCode()).isEqualTo(403);
        assertThat(home.body()).doesNotContain("/tokens").contains("/trail");
    }

    @Test
    void adminSeesNoStatementAndNoRecording() throws Exception {
        Browser browser = shop.browser();
        browser.signIn(ada);

        assertThat(browser.get("/sessions").statusCode()).isEqualTo(403);
        assertThat(call("GET", "/events?list=sessions", ada, "").statusCode()).isEqualTo(403);
    }

    @Test
    void formsWithoutTheirSecretOrFromElsewhereDoNothing() throws Exception {
        Browser browser = shop.browser();
        HttpResponse<String> home = browser.signIn(ada);
        for (String act : List.of(
                "/targets/shop/check",
                "/policy",
                "/trail/verify",
                "/tokens",
                "/tokens/x/revoke",
                "/undelivered/1/retry",
                "/undelivered/1/drop")) {
            URI place = shop.url().resolve(act);
            Map<String, String> form = Map.of("subject", "forged", "minutes", "5", "csrf", csrf(home));
            assertThat(browser.post(
                                    place,
                                    Map.of("subject", "forged", "minutes", "5"),
                                    shop.url().toString())
                            .statusCode())
                    .as(act)
                    .isEqualTo(403);
            assertThat(browser.post(place, form, "https://evil.example").statusCode())
                    .as(act)
                    .isEqualTo(403);
            assertThat(browser.get(act).statusCode()).as(act).isIn(200, 404, 405);
        }
        assertThat(browser.get("/tokens").body()).doesNotContain("forged");
    }

    @Test
    void tokenIsShownOnceWorksAndEnds() throws Exception {
        Browser browser = shop.browser();
        browser.signIn(ada);
        HttpResponse<String> shown = browser.submit(
                browser.get("/tokens"),
                "/tokens",
                Map.of("subject", "ci-<b>", "kind", "service", "groups", "support, ci", "minutes", "30"));
        Matcher secret = Pattern.compile("(hoop_[A-Za-z0-9_-]+)").matcher(shown.body());
        assertThat(secret.find()).isTrue();
        String token = secret.group(1);

        assertThat(shown.body()).contains("ci-&lt;b&gt;").doesNotContain("ci-<b>");
        assertThat(browser.get("/tokens").body()).doesNotContain(token);
        try (Connection connection = shop.connect(token)) {
            assertThat(connection.isValid(5)).isTrue();
        }
        String id = json(call("GET", "/tokens?limit=1", ada, ""))
                .path("tokens")
                .get(0)
                .path("id")
                .asString("");
        browser.submit(browser.get("/tokens"), "/tokens/" + id + "/revoke", Map.of());

        assertThat(browser.get("/tokens").body()).contains("revoked");
        assertThat(refuses(token)).isTrue();
        assertThat(trail())
                .contains("token-created", "token-revoked")
                .contains("\"by\":\"ada\"")
                .doesNotContain(token);
    }

    @Test
    void secretOfATokenIsNotRepeatedUnderItsKey() throws Exception {
        String body = "{\"subject\":\"robot\",\"kind\":\"service\",\"groups\":[\"support\"],\"minutes\":5}";
        JsonNode first = json(call("POST", "/tokens", ada, body, "token-key"));
        JsonNode again = json(call("POST", "/tokens", ada, body, "token-key"));

        assertThat(first.path("secret").asString("")).startsWith("hoop_");
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("secret").isNull()).isTrue();
        assertThat(new OpenApi().faults("post /tokens", first)).isEmpty();
    }

    @Test
    void tokenThatCannotBeIsRefused() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"subject\":\"x\"}",
                "{\"subject\":\" x\",\"minutes\":5}",
                "{\"subject\":\"x\",\"minutes\":0}",
                "{\"subject\":\"x\",\"minutes\":999999}",
                "{\"subject\":\"x\",\"minutes\":5,\"groups\":\"a\"}",
                "{\"subject\":\"x\",\"minutes\":5,\"groups\":[\"a\\nadmin\"]}",
                "{\"subject\":\"x\",\"minutes\":5,\"kind\":\"god\"}")) {
            assertThat(call("POST", "/tokens", ada, body).statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    void targetIsCheckedAndShowsNoAddress() throws Exception {
        Browser browser = shop.browser();
        browser.signIn(otto);
        HttpResponse<String> page = browser.get("/targets");
        assertThat(page.body())
                .contains("shop")
                .contains("nobody has looked yet")
                .doesNotContain("jdbc:h2");

        HttpResponse<String> after = browser.submit(page, "/targets/shop/check", Map.of());

        assertThat(after.body()).contains("state up").doesNotContain("jdbc:h2").doesNotContain("<script>alert");
        JsonNode checked = json(call("POST", "/targets/shop/check", otto, "{}"));
        assertThat(checked.path("health").path("reached").asBoolean(false)).isTrue();
        assertThat(new OpenApi().faults("post /targets/{target}/check", checked))
                .isEmpty();
        assertThat(new OpenApi().faults("get /targets", json(call("GET", "/targets", otto, ""))))
                .isEmpty();
        assertThat(call("POST", "/targets/nothing/check", otto, "{}").statusCode())
                .isEqualTo(404);
        assertThat(trail()).contains("target-checked");
    }

    @Test
    void policyTellsWhyAndRunsNothing() throws Exception {
        Browser browser = shop.browser();
        browser.signIn(otto);
        HttpResponse<String> page = browser.get("/policy");
        assertThat(page.body()).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");

        HttpResponse<String> held = browser.submit(
                page,
                "/policy",
                Map.of(
                        "subject",
                        "sue",
                        "groups",
                        "support",
                        "target",
                        "shop",
                        "statement",
                        "update customers set name = '<script>x' where id = 1"));
        JsonNode masked = json(
                call(
                        "POST",
                        "/policy/explain",
                        otto,
                        "{\"subject\":\"sue\",\"groups\":[\"support\"],\"target\":\"shop\",\"statement\":\"select ssn from customers\"}"));
        JsonNode denied = json(
                call(
                        "POST",
                        "/policy/explain",
                        otto,
                        "{\"subject\":\"sue\",\"groups\":[\"support\"],\"target\":\"shop\",\"statement\":\"drop table customers\"}"));

        assertThat(held.body())
                .contains("state held")
                .contains("updates-need-a-person")
                .contains("&lt;script&gt;x")
                .doesNotContain("<script>x");
        assertThat(masked.path("verdict").asString("")).isEqualTo("allowed");
        assertThat(masked.toString()).containsIgnoringCase("customers.ssn");
        assertThat(denied.path("verdict").asString("")).isEqualTo("denied");
        assertThat(new OpenApi().faults("post /policy/explain", masked)).isEmpty();
        assertThat(new OpenApi().faults("get /policy", json(call("GET", "/policy", otto, ""))))
                .isEmpty();
        assertThat(shop.name(1)).isEqualTo("Ada");
    }

    @Test
    void trailIsVerifiedInTheBackground() throws Exception {
        Browser browser = shop.browser();
        browser.signIn(otto);

        browser.submit(browser.get("/trail"), "/trail/verify", Map.of());
        JsonNode state = verified();

        assertThat(state.path("report").path("sound").asBoolean(false)).isTrue();
        assertThat(state.path("report").path("records").asInt(0)).isPositive();
        assertThat(new OpenApi().faults("get /trail", state)).isEmpty();
        assertThat(call("POST", "/trail/verify", otto, "{}").statusCode())
                .as("again at once")
                .isEqualTo(429);
        assertThat(browser.get("/trail").body()).contains("sound");
        assertThat(trail()).contains("trail-verified");
    }

    private JsonNode verified() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            JsonNode state = json(call("GET", "/trail", otto, ""));
            if (!state.path("report").isNull() && !state.path("checkpoint").isNull()) {
                return state;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("the verification comes to no end");
    }

    private boolean refuses(String token) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            try (Connection connection = shop.connect(token)) {
                assertThat(connection.isClosed()).isFalse();
                LockSupport.parkNanos(50_000_000);
            } catch (SQLException refused) {
                return true;
            }
        }
        return false;
    }

    private String trail() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.walk(data.resolve("trail"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")
                            || each.getFileName().toString().startsWith("segment"))
                    .toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private HttpResponse<String> call(String method, String path, String token, String body) throws Exception {
        return call(method, path, token, body, "");
    }

    private HttpResponse<String> call(String method, String path, String token, String body, String key)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shop.url() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static String csrf(HttpResponse<String> page) {
        Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }
}
