package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.jdbc.HoopConnection;
import dev.hoop.gateway.server.gate.Role;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ways to an approval, to a session of another, or to a wider token, that a clever requester would try on a running gateway. */
final class AttacksIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient client = HttpClient.newHttpClient();
    private static final String UPDATE = "update customers set name = 'Eve' where id = 1";

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

    @Test
    void approvedRequestOfAnotherIsNotResumedByAColleagueWithTheSameStatement() throws Exception {
        String id = shop.asked(sue, UPDATE);
        assertThat(shop.by(dana, "POST", "/approvals/" + id + "/approve", "{}").statusCode())
                .isEqualTo(200);

        try (Connection colleague = shop.undecided(shop.token("sven", "support"));
                Statement statement = colleague.createStatement()) {
            colleague.unwrap(HoopConnection.class).resume(id);
            assertThatThrownBy(() -> statement.executeUpdate(UPDATE)).hasMessageContaining("there is no request");
        }

        assertThat(shop.name(1)).isEqualTo("Ada");
        assertThat(shop.state(dana, id)).isEqualTo("APPROVED");
    }

    @Test
    void nameOfAnApproverBesideOnesOwnTokenIsNobodysProof() {
        assertThatThrownBy(() -> DriverManager.getConnection(shop.gateway().url("shop"), "dana", sue))
                .hasMessageContaining("not the subject of the token");
    }

    @Test
    void headersThatNameSomebodyElseOrAnotherMethodSayNothing() throws Exception {
        String id = shop.asked(sue, "update customers set name = 'a' where id = 2");
        String place = "/api/v1/approvals/" + id;
        for (String[] header : new String[][] {
            {"X-Forwarded-User", "dana"},
            {"X-Remote-User", "dana"},
            {"X-HTTP-Method-Override", "POST"},
            {"X-Original-URL", place + "/approve"},
            {"X-Rewrite-URL", place + "/approve"}
        }) {
            assertThat(shop.call("GET", place + "/approve", "", "Authorization", "Bearer " + dana, header[0], header[1])
                            .statusCode())
                    .as(header[0])
                    .isBetween(400, 499);
            assertThat(shop.call(
                                    "POST",
                                    place + "/approve",
                                    "{}",
                                    "Authorization",
                                    "Bearer " + sue,
                                    header[0],
                                    header[1])
                            .statusCode())
                    .as(header[0])
                    .isIn(400, 403);
            assertThat(shop.call("POST", place + "/approve", "{}", header[0], header[1])
                            .statusCode())
                    .as(header[0])
                    .isIn(400, 401);
        }
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void tokenCountsOnlyWhereItBelongsAndWhole() throws Exception {
        assertThat(shop.call("GET", "/api/v1/me?access_token=" + ada + "&token=" + ada, "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.call("GET", "/api/v1/me", "", "Cookie", "hoop=" + ada + "; token=" + ada)
                        .statusCode())
                .isEqualTo(401);
        for (String other : List.of(
                ada.substring(0, ada.length() - 1),
                ada + "A",
                ada + "," + ada,
                ada.toUpperCase(Locale.ROOT),
                "hoop_%",
                "Bearer " + ada)) {
            HttpResponse<String> answer = shop.by(other, "GET", "/me", "");
            assertThat(answer.statusCode()).as("%s: %s", other, answer.body()).isEqualTo(401);
        }
    }

    @Test
    void oneKeyOfTwoAdminsTellsNobodyTheOthersSecret() throws Exception {
        String body = "{\"subject\":\"bot\",\"minutes\":5}";
        JsonNode first = JSON.readTree(shop.call(
                        "POST",
                        "/api/v1/tokens",
                        body,
                        "Authorization",
                        "Bearer " + ada,
                        "Idempotency-Key",
                        "one-key-of-two")
                .body());
        String adam = shop.token("adam", "platform");
        JsonNode second = JSON.readTree(shop.call(
                        "POST",
                        "/api/v1/tokens",
                        body,
                        "Authorization",
                        "Bearer " + adam,
                        "Idempotency-Key",
                        "one-key-of-two")
                .body());
        JsonNode again = JSON.readTree(shop.call(
                        "POST",
                        "/api/v1/tokens",
                        body,
                        "Authorization",
                        "Bearer " + ada,
                        "Idempotency-Key",
                        "one-key-of-two")
                .body());

        assertThat(second.path("id").asString("")).isNotEqualTo(first.path("id").asString(""));
        assertThat(second.path("secret").asString(""))
                .isNotEqualTo(first.path("secret").asString(""));
        assertThat(again.path("id").asString("")).isEqualTo(first.path("id").asString(""));
        assertThat(again.path("secret").isNull()).isTrue();
    }

    @Test
    void wordSaidTwiceOrAfterTheEndIsNotUnderstood() throws Exception {
        String id = shop.asked(sue, "update customers set name = 'b' where id = 2");
        for (String body :
                List.of("{\"maxRows\":1,\"maxRows\":1000000}", "{\"maxRows\":1}{\"maxRows\":2}", "{\"maxRows\":1} x")) {
            assertThat(shop.by(dana, "POST", "/approvals/" + id + "/approve", body)
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(shop.by(
                                ada,
                                "POST",
                                "/tokens",
                                "{\"subject\":\"x\",\"minutes\":5,\"targets\":[\"shop\"],\"targets\":[\"shop\",\"b\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void pathsThatLeadAroundLeadNowhere() throws Exception {
        String id = shop.asked(sue, "update customers set name = 'c' where id = 2");
        for (String path : List.of(
                "/api/v1/approvals/" + id + "/withdraw/../approve",
                "/api/v1/approvals/x%2f..%2f" + id + "/approve",
                "/api/v1//approvals/" + id + "/approve;x=/withdraw",
                "/API/V1/approvals/" + id + "/approve",
                "/api/v1/approvals/" + id + "/approve%00",
                "/style.css/../api/v1/approvals/" + id + "/approve")) {
            int status = raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + sue
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertThat(status).as(path).isIn(400, 401, 403, 404, 405);
        }
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void twoRequestsInOneAreOne() throws Exception {
        String id = shop.asked(sue, "update customers set name = 'd' where id = 2");
        String hidden =
                "POST /api/v1/approvals/" + id + "/approve HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + dana
                        + "\r\nContent-Length: 2\r\n\r\n{}";
        int status = raw("POST /api/v1/approvals/" + id
                + "/withdraw HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + hidden.replace(dana, sue));

        assertThat(status).isIn(400, 401);
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    @Test
    void nobodyBecomesAMachineOrSomebodyByANameOfSeveralLines() throws Exception {
        for (String subject : List.of("machine:opa", "dana\\n", " dana", "dana\\u0000x", "a\\nb")) {
            HttpResponse<String> issued = shop.by(
                    ada, "POST", "/tokens", "{\"subject\":\"" + subject + "\",\"groups\":[\"dba\"],\"minutes\":5}");
            if (issued.statusCode() == 200) {
                String secret = JSON.readTree(issued.body()).path("secret").asString("");
                JsonNode me = JSON.readTree(shop.by(secret, "GET", "/me", "").body());
                assertThat(me.path("subject").asString("")).as(subject).isNotIn("dana", "machine:opa");
            }
        }
        assertThat(shop.by(ada, "POST", "/tokens", "{\"subject\":\"x\",\"groups\":[\"sales\\ndba\"],\"minutes\":5}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsOfOthersAndWhatIsNotThereAreAnsweredAlike() throws Exception {
        String id = shop.asked(sue, "update customers set name = 'e' where id = 2");
        String mallory = shop.token("mallory", "sales");
        String unknown = "0".repeat(id.length());

        for (String act : List.of("", "/approve", "/withdraw", "/break-glass")) {
            String method = act.isEmpty() ? "GET" : "POST";
            String body = act.isEmpty() ? "" : "{\"reason\":\"x\"}";
            HttpResponse<String> others = shop.by(mallory, method, "/approvals/" + id + act, body);
            HttpResponse<String> none = shop.by(mallory, method, "/approvals/" + unknown + act, body);
            assertThat(others.statusCode()).as(act).isEqualTo(404).isEqualTo(none.statusCode());
            assertThat(others.body().replace(id, "*")).isEqualTo(none.body().replace(unknown, "*"));
        }
    }

    @Test
    void cookieThatWasThereBeforeOneSignsInIsNotOnesOwn() {
        Browser planted = shop.browser();
        planted.signIn(shop.token("mallory", "sales"));
        String before = planted.cookie("hoop");

        planted.signIn(dana);

        assertThat(planted.cookie("hoop")).isNotEmpty().isNotEqualTo(before);
        HttpRequest old = HttpRequest.newBuilder(shop.url().resolve("/events?list=approvals"))
                .header("Cookie", "hoop=" + before)
                .header("Sec-Fetch-Site", "same-origin")
                .build();
        assertThat(client.sendAsync(old, HttpResponse.BodyHandlers.discarding())
                        .join()
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void formOfOnePersonIsNotSentByAnother() throws Exception {
        String id = shop.asked(sue, "update customers set name = 'f' where id = 2");
        Browser own = shop.browser();
        String page = own.signIn(sue).body();
        String csrf = page.replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        Browser approver = shop.browser();
        approver.signIn(dana);

        assertThat(approver.post("/approvals/" + id + "/approve", Map.of("csrf", csrf))
                        .statusCode())
                .isEqualTo(403);
        assertThat(approver.post("/approvals/" + id + "/approve", Map.of("csrf", ""))
                        .statusCode())
                .isEqualTo(403);
        assertThat(shop.state(dana, id)).isEqualTo("PENDING");
    }

    private static int raw(String request) throws Exception {
        try (Socket socket = new Socket(shop.url().getHost(), shop.url().getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            byte[] line = in.readNBytes("HTTP/1.1 000".length());
            return Integer.parseInt(new String(line, StandardCharsets.ISO_8859_1).substring(9));
        }
    }
}
