package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see, what they can do, and the ways around it. */
final class PagesIT {
    private static final String UPDATE = "update customers set name = 'Eve' where id = 1";

    @TempDir
    Path directory;

    private Shop shop;
    private String sue;
    private String dana;
    private String otto;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(directory, builder -> builder);
        sue = shop.token("sue", "support");
        dana = shop.token("dana", "dba");
        otto = shop.token("otto", "audit");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void approverSeesTheWholeStatementAndItsRunGoesOn() throws Exception {
        CompletableFuture<Integer> update = shop.update(sue, UPDATE);
        String id = shop.waiting();
        Browser browser = shop.browser();
        browser.signIn(dana);

        HttpResponse<String> page = browser.get("/approvals/" + id);
        assertThat(page.body())
                .contains("update customers set name = &#39;Eve&#39; where id = 1")
                .contains("updates-need-a-person")
                .contains("sue")
                .contains("shop")
                .contains("customers");
        HttpResponse<String> after = browser.submit(page, "/approve", Map.of("reason", "fine", "maxRows", "1"));

        assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains("dana").doesNotContain("<button class=\"yes\">");
        assertThat(shop.name(1)).isEqualTo("Eve");
    }

    @Test
    void refusalNeedsAReasonAndReachesTheProgram() throws Exception {
        CompletableFuture<Integer> update = shop.update(sue, UPDATE);
        String id = shop.waiting();
        Browser browser = shop.browser();
        browser.signIn(dana);
        HttpResponse<String> page = browser.get("/approvals/" + id);

        assertThat(browser.submit(page, "/refuse", Map.of("reason", " ")).statusCode())
                .isEqualTo(400);
        browser.submit(page, "/refuse", Map.of("reason", "not on a Friday"));

        assertThatThrownBy(() -> update.get(30, TimeUnit.SECONDS)).hasMessageContaining("not on a Friday");
        assertThat(shop.name(1)).isEqualTo("Ada");
    }

    @Test
    void requesterSeesTheRequestButCannotApproveIt() throws Exception {
        CompletableFuture<Integer> update = shop.update(sue, UPDATE);
        String id = shop.waiting();
        Browser browser = shop.browser();
        browser.signIn(shop.token("sue", "support", "dba"));
        HttpResponse<String> page = browser.get("/approvals/" + id);
        String csrf = csrf(page);

        assertThat(page.body()).doesNotContain("/approve\"");
        HttpResponse<String> answer = browser.post("/approvals/" + id + "/approve", Map.of("csrf", csrf));

        assertThat(answer.statusCode()).isEqualTo(403);
        browser.submit(page, "/withdraw", Map.of("reason", "no need"));
        assertThatThrownBy(() -> update.get(30, TimeUnit.SECONDS)).hasMessageContaining("withdrawn");
        assertThat(shop.name(1)).isEqualTo("Ada");
    }

    @Test
    void whoMayNotAnswerDoesNotEvenLearnThatThereIsARequest() throws Exception {
        String id = shop.held(sue, UPDATE);
        for (String token : List.of(otto, shop.token("mallory", "sales"), shop.token("tom", "support"))) {
            Browser browser = shop.browser();
            HttpResponse<String> home = browser.signIn(token);

            assertThat(browser.get("/approvals/" + id).statusCode()).isEqualTo(404);
            assertThat(browser.get("/approvals/" + id + "/statement").statusCode())
                    .isEqualTo(404);
            assertThat(browser.post("/approvals/" + id + "/approve", Map.of("csrf", csrf(home)))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(shop.name(1)).isEqualTo("Ada");
        assertThat(shop.waiting()).isEqualTo(id);
    }

    @Test
    void formWithoutItsSecretOrFromAnotherSiteChangesNothing() throws Exception {
        String id = shop.held(sue, UPDATE);
        Browser browser = shop.browser();
        browser.signIn(dana);
        String csrf = csrf(browser.get("/approvals/" + id));
        URI approve = shop.url().resolve("/approvals/" + id + "/approve");
        String other = csrf(other(shop.token("dirk", "dba")));

        assertThat(browser.post(approve, Map.of(), shop.url().toString()).statusCode())
                .isEqualTo(403);
        assertThat(browser.post(approve, Map.of("csrf", other), shop.url().toString())
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post(approve, Map.of("csrf", csrf), "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post(approve, Map.of("csrf", csrf), "null").statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/approvals/" + id + "/approve").statusCode()).isEqualTo(405);

        assertThat(shop.waiting()).isEqualTo(id);
        assertThat(shop.name(1)).isEqualTo("Ada");
    }

    private HttpResponse<String> other(String token) {
        return shop.browser().signIn(token);
    }

    @Test
    void statementThatHoldsMarkupOrHiddenCharactersIsShownAsWhatItIs() throws Exception {
        String evil =
                "update customers set name = '<script>alert(1)</script>\" onload=x' /* \u202e\u200b */ where id = 1";
        CompletableFuture<Integer> update = shop.update(sue, evil);
        String id = shop.waiting();
        Browser browser = shop.browser();
        browser.signIn(dana);

        HttpResponse<String> page = browser.get("/approvals/" + id);

        assertThat(page.body())
                .doesNotContain("<script>")
                .contains("&lt;script&gt;")
                .contains("Look twice.")
                .contains("<mark class=\"hidden\">U+202E</mark>")
                .contains("<mark class=\"hidden\">U+200B</mark>")
                .doesNotContain("\u202e");
        assertThat(browser.get("/approvals/" + id + "/statement").body()).isEqualTo(evil);
        browser.submit(page, "/approve", Map.of());
        assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void everyAnswerForbidsScriptsFramesAndCaches() {
        Browser browser = shop.browser();
        browser.signIn(dana);
        for (String path :
                List.of("/sign-in", "/approvals", "/approvals/none", "/nothing", "/api/v1/me", "/style.css")) {
            HttpResponse<String> answer = browser.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("Cache-Control")).as(path).hasValue("no-store");
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .hasValue("nosniff");
            assertThat(answer.body()).as(path).doesNotContain("http://").doesNotContain("https://");
        }
    }

    @Test
    void cookieIsOutOfReachOfScriptsAndOtherSitesAndChangesAtEachSignIn() {
        Browser browser = shop.browser();
        browser.signIn(dana);
        String first = browser.cookie("hoop");
        HttpResponse<String> again = browser.signIn(dana);
        String second = browser.cookie("hoop");

        assertThat(first).isNotEmpty().isNotEqualTo(second);
        assertThat(again.previousResponse().orElseThrow().headers().allValues("Set-Cookie"))
                .last()
                .asString()
                .contains("HttpOnly")
                .contains("SameSite=Lax");
    }

    @Test
    void signedOutIsSignedOut() {
        Browser browser = shop.browser();
        HttpResponse<String> home = browser.signIn(dana);
        String cookie = browser.cookie("hoop");

        browser.submit(home, "/sign-out", Map.of());

        assertThat(browser.get("/approvals").uri().getPath()).isEqualTo("/sign-in");
        assertThat(cookie).isNotEmpty();
    }

    @Test
    void revokedTokenIsSignedOutAtItsNextStep() {
        TokenOffice.Fresh token = shop.gateway()
                .tokens()
                .issue(
                        new Subject(new SubjectName("dirk"), Subject.Kind.PERSON, Set.of("dba")),
                        "test",
                        Optional.empty());
        Browser browser = shop.browser();
        browser.signIn(token.secret());
        assertThat(browser.get("/approvals").statusCode()).isEqualTo(200);

        shop.gateway().tokens().revoke(token.id(), "test");

        assertThat(browser.get("/approvals").statusCode()).isEqualTo(401);
        assertThat(browser.get("/approvals").uri().getPath()).isEqualTo("/sign-in");
    }

    @Test
    void wrongTokenIsRefusedAndGuessingIsSlowedDown() {
        Browser browser = shop.browser();
        HttpResponse<String> page = browser.get("/sign-in");

        for (int i = 0; i < 20; i++) {
            assertThat(browser.submit(page, "/sign-in", Map.of("token", "hoop_guess" + i))
                            .statusCode())
                    .isEqualTo(401);
        }

        assertThat(browser.submit(page, "/sign-in", Map.of("token", dana)).statusCode())
                .isEqualTo(429);
    }

    @Test
    void signInLeadsToNoOtherSite() {
        for (String to : List.of("//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX: y", "/a?b")) {
            Browser browser = shop.browser();
            HttpResponse<String> page = browser.get(
                    "/sign-in?to=" + java.net.URLEncoder.encode(to, java.nio.charset.StandardCharsets.UTF_8));

            HttpResponse<String> after = browser.submit(page, "/sign-in", Map.of("token", dana));

            assertThat(after.uri().getHost()).as(to).isEqualTo(shop.url().getHost());
            assertThat(after.uri().getPath()).as(to).isEqualTo("/approvals");
        }
    }

    @Test
    void auditorFindsAndReplaysWhatTheSubjectSawAndNobodyElseDoes() throws Exception {
        try (Connection connection = shop.connect(sue);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, name, ssn from customers order by id")) {
            assertThat(rows.next()).isTrue();
        }
        Browser auditor = shop.browser();
        auditor.signIn(otto);

        HttpResponse<String> list = auditor.get("/sessions?subject=sue&text=FROM+customers&verdict=allowed");
        String id = session(list.body());
        HttpResponse<String> replay = auditor.get("/sessions/" + id);

        assertThat(auditor.get("/sessions?subject=nobody").body()).contains("No session fits");
        assertThat(auditor.get("/sessions?text=drop+table").body()).contains("No session fits");
        assertThat(auditor.get("/sessions?since=tomorrow").statusCode()).isEqualTo(400);
        assertThat(replay.body())
                .contains("select id, name, ssn from customers")
                .contains("Ada")
                .contains("1120");
        assertThat(replay.body()).as("what the subject saw was masked").doesNotContain("078-05-1120");
        for (String token : List.of(sue, dana, shop.token("rita", "security"))) {
            Browser other = shop.browser();
            other.signIn(token);
            assertThat(other.get("/sessions").statusCode()).isEqualTo(403);
            assertThat(other.get("/sessions/" + id).statusCode()).isEqualTo(403);
            assertThat(other.get("/sessions/" + id).body()).doesNotContain("Ada");
        }
        assertThat(auditor.get("/sessions/..%2f..%2fstate").statusCode()).isEqualTo(400);
    }

    private static String session(String page) {
        var link = java.util.regex.Pattern.compile("/sessions/([0-9a-f]{24})").matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return link.group(1);
    }

    private static String csrf(HttpResponse<String> page) {
        var field = java.util.regex.Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                .matcher(page.body());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }
}
