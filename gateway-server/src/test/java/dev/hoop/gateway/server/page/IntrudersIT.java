package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.gate.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Disguises of tokens, ids, bodies, sites and headers, and what each of them gets on a running gateway. */
final class IntrudersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static Shop shop;
    private static String sue;
    private static String dana;
    private static String ada;

    @BeforeAll
    static void open() throws Exception {
        shop = new Shop(directory, builder -> builder.role(Role.ADMIN, "platform"));
        sue = shop.token("sue", "support");
        dana = shop.token("dana", "dba");
        ada = shop.token("ada", "platform");
    }

    @AfterAll
    static void close() throws Exception {
        shop.close();
    }

    private static String held(String token, String name) throws Exception {
        return shop.asked(token, "update customers set name = '" + name + "' where id = 2");
    }

    /** The whole answer to bytes as they are. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(shop.url().getHost(), shop.url().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(64 * 1024), StandardCharsets.ISO_8859_1);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void narrowTokenIsNotToldWhatTheWholeOneWasAnswered() throws Exception {
        String id = held(sue, "a");
        String[] key = {"Idempotency-Key", "of-dana-alone"};
        String path = "/approvals/" + id + "/approve";
        HttpResponse<String> whole = shop.by(dana, "POST", path, "{}", key);
        assertThat(whole.statusCode()).isEqualTo(200);
        String narrow = JSON.readTree(shop.by(
                                ada,
                                "POST",
                                "/tokens",
                                "{\"subject\":\"dana\",\"groups\":[\"dba\"],\"minutes\":5,\"allow\":[\"select\"]}")
                        .body())
                .path("secret")
                .asString("");
        String elsewhere = shop.token("dana", "sales");

        for (String other : List.of(narrow, elsewhere)) {
            HttpResponse<String> told = shop.by(other, "POST", path, "{}", key);
            assertThat(told.statusCode()).as(told.body()).isEqualTo(422);
            assertThat(told.body()).doesNotContain(id);
        }
        assertThat(shop.by(dana, "POST", path, "{}", key).body()).isEqualTo(whole.body());
    }

    @Test
    void auditorAdminOrReviewerWhoTriesToApproveDoesNot() throws Exception {
        String id = held(sue, "g");
        for (String group : List.of("audit", "platform", "security")) {
            String token = shop.token("olaf", group);
            Browser page = shop.browser();
            String csrf = page.signIn(token).body().replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
            for (String act : List.of("approve", "refuse", "revoke", "withdraw", "break-glass")) {
                assertThat(shop.by(token, "POST", "/approvals/" + id + "/" + act, "{\"reason\":\"mine\"}")
                                .statusCode())
                        .as("%s %s", group, act)
                        .isIn(403, 404);
                assertThat(page.post(
                                        "/approvals/" + id + "/" + act,
                                        java.util.Map.of("csrf", csrf, "reason", "mine", "minutes", "5"))
                                .statusCode())
                        .as("%s %s on the page", group, act)
                        .isIn(403, 404);
            }
        }
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void twoTokensInOneRequestAreNone() throws Exception {
        String id = held(sue, "b");
        for (String[] two : new String[][] {{dana, sue}, {sue, dana}, {"", dana}}) {
            String answer = raw(
                    "POST /api/v1/approvals/" + id + "/approve HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + two[0] + "\r\nAuthorization: Bearer " + two[1]
                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            assertThat(status(answer)).as(answer).isIn(400, 401);
        }
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void idInAnotherSpellingIsNotAnotherRight() throws Exception {
        String id = held(sue, "c");
        String encoded = "%" + Integer.toHexString(id.charAt(0)) + id.substring(1);
        String wide = new String(Character.toChars(id.charAt(0) + 0xfee0)) + id.substring(1);
        for (String spelt : List.of(
                encoded,
                id.toUpperCase(Locale.ROOT) + "%20",
                id + "%00",
                id + "%0a",
                id + ".",
                "%2e%2f" + id,
                id + "%2fx",
                java.net.URLEncoder.encode(wide, StandardCharsets.UTF_8),
                id + "'%20or%20'1'%3d'1",
                "%25",
                "_".repeat(id.length()))) {
            for (String act : List.of("approve", "break-glass", "revoke", "settle")) {
                String answer = raw(
                        "POST /api/v1/approvals/" + spelt + "/" + act
                                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + sue
                                + "\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"reason\":\"x\"}");
                assertThat(status(answer)).as("%s %s", act, spelt).isBetween(400, 499);
            }
        }
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void bodyOfAnotherShapeIsRefusedAndApprovesNothing() throws Exception {
        String id = held(sue, "d");
        for (String body : List.of(
                "[".repeat(20_000),
                "{\"a\":".repeat(5_000),
                "[]",
                "null",
                "\"approve\"",
                "{\"maxRows\":1e400}",
                "{\"maxRows\":1.5}",
                "{\"maxRows\":-1}",
                "{\"maxRows\":\"5\"}",
                "{\"maxRows\":[5]}",
                "{\"maxRows\":true}",
                "{\"maxRows\":null}",
                "{\"maxRows\":99999999999999999999}",
                "{\"minutes\":9223372036854775807}",
                "{\"minutes\":153722867280912931}",
                "{\"reason\":{}}",
                "{\"reason\":null}",
                "{\"Reason\":\"x\"}",
                "{\"__proto__\":{\"maxRows\":1}}",
                "{'maxRows':1}",
                "{\"maxRows\":NaN}",
                "\ufeff{}",
                "{\"maxRows\":1/**/}")) {
            HttpResponse<String> answer = shop.by(dana, "POST", "/approvals/" + id + "/approve", body);
            assertThat(answer.statusCode())
                    .as("%s: %s", body.substring(0, Math.min(40, body.length())), answer.body())
                    .isEqualTo(400);
        }
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void formOfAnySiteThatIsNotThisOneChangesNothing() throws Exception {
        String id = held(sue, "e");
        Browser approver = shop.browser();
        String csrf = approver.signIn(dana).body().replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        String here = shop.url().toString();
        for (String[] from : new String[][] {
            {"null", ""},
            {here.replace("http:", "https:"), ""},
            {here + ".evil.example", ""},
            {here + "/", ""},
            {here.replace("localhost", "127.0.0.1"), ""},
            {here + "@evil.example", ""},
            {"", ""},
            {"", "cross-site"},
            {"", "same-site"},
            {"", "none"},
            {here, "cross-site"},
            {here, "same-site"}
        }) {
            HttpRequest.Builder form = HttpRequest.newBuilder(shop.url().resolve("/approvals/" + id + "/approve"))
                    .header("Cookie", "hoop=" + approver.cookie("hoop"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("csrf=" + csrf));
            if (!from[0].isEmpty()) {
                form.header("Origin", from[0]);
            }
            if (!from[1].isEmpty()) {
                form.header("Sec-Fetch-Site", from[1]);
            }
            assertThat(client.send(form.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .as(String.join(" ", from))
                    .isEqualTo(403);
        }
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void nameOfTheHostThatACallerSaysStandsNowhere() throws Exception {
        for (String path : List.of("/", "/approvals", "/sign-in", "/sessions", "/sign-in/provider", "/nothing")) {
            String answer = raw("GET " + path
                    + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n"
                    + "Forwarded: host=evil.example\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).doesNotContain("evil.example");
        }
        String split = raw(
                "GET /sign-in?to=/x%0d%0aSet-Cookie:%20hoop=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(split.substring(0, split.indexOf("\r\n\r\n"))).doesNotContain("hoop=1");
    }

    @Test
    void methodThatNobodyThoughtOfIsRefused() throws Exception {
        String id = held(sue, "f");
        for (String method : List.of("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "HEAD", "APPROVE")) {
            String answer = raw(method + " /api/v1/approvals/" + id + "/approve HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + dana
                    + "\r\nX-Hint: s3cret\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertThat(status(answer)).as(answer).isBetween(400, 599);
            assertThat(answer).as(method).doesNotContain("s3cret").doesNotContain(dana);
        }
        assertThat(shop.by(dana, "GET", "/approvals/" + id + "/approve?_method=POST", "")
                        .statusCode())
                .isEqualTo(405);
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void oneListIsStreamedAndNoneThatOneMayNotSee() throws Exception {
        for (String query : List.of(
                "list=approvals&list=sessions",
                "list=sessions&list=approvals",
                "list=approvals%00sessions",
                "list=SESSIONS",
                "list=approvals,sessions")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(shop.url() + "/api/v1/events?" + query))
                    .header("Authorization", "Bearer " + dana)
                    .header("Last-Event-ID", "0".repeat(64))
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                assertThat(answer.statusCode()).as(query).isIn(400, 403);
                assertThat(new String(in.readNBytes(4096), StandardCharsets.UTF_8))
                        .doesNotContain("entries");
            }
        }
        for (String path : List.of("/sessions/x/watch", "/sessions/*/watch", "/sessions/%25/watch")) {
            assertThat(shop.by(dana, "GET", path, "").statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void cookieThatWasMadeUpOrSentTwiceOpensNothing() throws Exception {
        Browser approver = shop.browser();
        approver.signIn(dana);
        Browser mallory = shop.browser();
        mallory.signIn(shop.token("mallory", "sales"));
        String good = approver.cookie("hoop");
        for (String cookies : List.of(
                "hoop=",
                "hoop=\"" + good.substring(1) + "\"",
                "Hoop=" + good,
                "__Host-hoop=" + good,
                "hoop=" + good + "x",
                "hoop=" + mallory.cookie("hoop") + "; hoop=" + good,
                "hoop=" + good + "; hoop=" + mallory.cookie("hoop"),
                "$Version=1; hoop=x; $Path=/",
                "hoop=%" + good)) {
            HttpRequest request = HttpRequest.newBuilder(shop.url().resolve("/approvals"))
                    .header("Cookie", cookies)
                    .build();
            HttpResponse<String> page = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(page.body())
                    .as(cookies)
                    .doesNotContain("<span>dana</span>")
                    .doesNotContain("<span>mallory</span>");
        }
    }

    @Test
    void nameThatHoldsMarkupIsShownAsWhatItIsOnEveryPage() throws Exception {
        String evil = "\"><script>alert(1)</script>";
        String token = shop.token(evil, "support", "platform", "audit", "<img src=x onerror=alert(2)>");
        String id = held(token, "<svg onload=alert(3)>");
        Browser own = shop.browser();
        own.signIn(token);
        Browser approver = shop.browser();
        approver.signIn(dana);
        for (String path :
                List.of("/approvals", "/approvals/" + id, "/sessions", "/tokens", "/reviews", "/targets", "/policy")) {
            String page = own.get(path).body();
            assertThat(page)
                    .as(path)
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img src=x")
                    .doesNotContain("<svg onload")
                    .doesNotContain("value=\"\"><script");
        }
        assertThat(approver.get("/approvals/" + id).body())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert")
                .doesNotContain("<svg onload");
        approver.submit(approver.get("/approvals/" + id), "/refuse", java.util.Map.of("reason", "no"));
    }
}
