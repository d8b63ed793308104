package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Campaigns of reviews, and that what is decided in them counts. */
final class CampaignsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GRANTS =
            "  - { name: interns, who: { groups: [interns] }, target: shop, allow: [select], owner: olga, created: 2026-02-01,"
                    + " review: { every: 90d, by: [security], stale: notice } }";

    @TempDir
    Path directory;

    private Shop shop;

    private record Said(int status, JsonNode body) {}

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(directory, GRANTS, builder -> builder.data(directory.resolve("data")));
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private Said post(String token, String path, String body) throws Exception {
        return send(token, path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Said get(String token, String path) throws Exception {
        return send(token, path, HttpRequest.newBuilder().GET());
    }

    private Said send(String token, String path, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        request.uri(URI.create(shop.url() + "/api/v1" + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Said(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private String start(String more) throws Exception {
        Said started = post(
                shop.token("rita", "security"),
                "/campaigns",
                "{\"name\": \"autumn\", \"reason\": \"twice a year\"" + more + "}");
        assertThat(started.status()).as(started.body().toString()).isEqualTo(200);
        return started.body().path("id").asString("");
    }

    private static String answer(String grant, String verdict, String more) {
        return "{\"grant\": \"%s\", \"verdict\": \"%s\", \"reason\": \"looked\"%s}".formatted(grant, verdict, more);
    }

    private JsonNode item(String campaign, String grant) throws Exception {
        for (JsonNode item : get(shop.token("rita", "security"), "/campaigns/" + campaign)
                .body()
                .path("items")
                .values()) {
            if (item.path("grant").asString("").equals(grant)) {
                return item;
            }
        }
        throw new AssertionError("no item " + grant);
    }

    @Test
    void revokingInACampaignEndsOpenSessionsAndReducingNarrowsThem() throws Exception {
        String rita = shop.token("rita", "security");
        Connection intern = shop.connect(shop.token("ivo", "interns"));
        Connection support = shop.connect(shop.token("sue", "support"));
        run(support, "insert into customers (id, name) values (7, 'Eve')");
        assertThat(count(intern)).isEqualTo(3);
        String id = start(", \"withinSeconds\": 86400, \"targets\": [\"shop\"]");

        Said revoked = post(rita, "/campaigns/" + id + "/decide", answer("interns", "revoke", ""));

        assertThat(revoked.status()).isEqualTo(200);
        assertThatThrownBy(() -> count(intern)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> shop.connect(shop.token("ivo", "interns"))).isInstanceOf(SQLException.class);

        Said reduced =
                post(rita, "/campaigns/" + id + "/decide", answer("support", "reduce", ", \"allow\": [\"select\"]"));

        assertThat(reduced.body().path("state").asString("")).isEqualTo("CLOSED");
        assertThat(count(support)).isEqualTo(3);
        assertThatThrownBy(() -> run(support, "insert into customers (id, name) values (8, 'Mal')"))
                .hasMessageContaining("as its reviewers left it");
        assertThat(shop.name(7)).isEqualTo("Eve");

        post(rita, "/reviews/support/keep", "{\"reason\": \"as it is\"}");
        assertThatThrownBy(() -> run(support, "insert into customers (id, name) values (8, 'Mal')"))
                .isInstanceOf(SQLException.class);
        post(rita, "/reviews/support/restore", "{\"reason\": \"all of it\"}");
        run(support, "insert into customers (id, name) values (8, 'Zoe')");
        support.close();
    }

    @Test
    void snapshotSaysWhatTheGrantIsAndProposesWhatWasUsed() throws Exception {
        try (Connection support = shop.connect(shop.token("sue", "support"))) {
            count(support);
            String id = start(", \"withinSeconds\": 86400, \"groups\": [\"support\", \"interns\"]");

            JsonNode support1 = item(id, "support");
            JsonNode interns = item(id, "interns");

            assertThat(support1.path("suggestion").asString("")).contains("only select was used", "CUSTOMERS");
            assertThat(support1.path("people").toString()).contains("sue");
            assertThat(support1.path("proposal").path("allow").toString()).isEqualTo("[\"select\"]");
            assertThat(interns.path("suggestion").asString("")).contains("No use of it is known");
            assertThat(interns.path("owner").asString("")).isEqualTo("olga");
            assertThat(interns.path("created").asString("")).isEqualTo("2026-02-01");

            Said reduced = post(
                    shop.token("rita", "security"),
                    "/campaigns/" + id + "/decide",
                    answer(
                            "support",
                            "reduce",
                            ", \"tables\": " + support1.path("proposal").path("tables")));

            assertThat(reduced.status()).isEqualTo(200);
            assertThat(count(support)).isEqualTo(2);
        }
    }

    @Test
    void nobodyDecidesAboutTheirOwnAccessByAnyAccount() throws Exception {
        String id = start(", \"withinSeconds\": 86400, \"reviewers\": [\"security\"]");
        try (Connection support = shop.connect(shop.token("sven", "support"))) {
            count(support);
        }
        String path = "/campaigns/" + id + "/decide";

        Said member = post(shop.token("mia", "security", "support"), path, answer("support", "keep", ""));
        Said other = post(shop.token("sven", "security"), path, answer("support", "keep", ""));
        Said ending = post(shop.token("sven", "security"), "/campaigns/" + id + "/close", "{}");

        assertThat(member.status()).isEqualTo(403);
        assertThat(other.status()).isEqualTo(403);
        assertThat(ending.status()).isEqualTo(403);
        assertThat(item(id, "support").path("decision").isObject()).isFalse();
    }

    @Test
    void whoIsNoReviewerOfItNeitherSeesNorDecidesNorStarts() throws Exception {
        String id = start(", \"withinSeconds\": 86400, \"reviewers\": [\"board\"]");
        String path = "/campaigns/" + id;

        for (String token : new String[] {shop.token("sue", "support"), shop.token("dana", "dba")}) {
            assertThat(get(token, path).status()).isEqualTo(404);
            assertThat(post(token, path + "/decide", answer("support", "keep", ""))
                            .status())
                    .isEqualTo(404);
            assertThat(get(token, "/campaigns").body().path("campaigns").size()).isZero();
            assertThat(post(token, "/campaigns", "{\"name\": \"x\", \"reason\": \"y\", \"withinSeconds\": 60}")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(get(shop.token("otto", "audit"), path).status()).isEqualTo(200);
        assertThat(post(shop.token("otto", "audit"), path + "/decide", answer("support", "keep", ""))
                        .status())
                .isEqualTo(403);
        assertThat(post(shop.token("rita", "security"), path + "/decide", answer("support", "keep", ""))
                        .status())
                .isEqualTo(403);
        assertThat(post(shop.token("bob", "board"), path + "/decide", answer("support", "keep", ""))
                        .status())
                .isEqualTo(200);
        assertThat(post(shop.token("bea", "board"), path + "/decide", answer("support", "revoke", ""))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void answersAreWholeAndHaveAReason() throws Exception {
        String rita = shop.token("rita", "security");
        String path = "/campaigns/" + start(", \"withinSeconds\": 86400") + "/decide";

        assertThat(post(rita, path, answer("support", "reduce", "")).status()).isEqualTo(400);
        assertThat(post(rita, path, answer("support", "keep", ", \"allow\": [\"select\"]"))
                        .status())
                .isEqualTo(400);
        assertThat(post(rita, path, answer("support", "reduce", ", \"allow\": [\"everything\"]"))
                        .status())
                .isEqualTo(400);
        assertThat(post(rita, path, "{\"grant\": \"support\", \"verdict\": \"keep\", \"reason\": \" \"}")
                        .status())
                .isEqualTo(400);
        assertThat(post(rita, path, answer("nothing", "keep", "")).status()).isEqualTo(404);
        assertThat(post(rita, "/campaigns", "{\"name\": \"x\", \"reason\": \"y\", \"withinSeconds\": 0}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatNobodyDecidedAboutIsRevokedOnTheDay() throws Exception {
        Connection support = shop.connect(shop.token("sue", "support"));
        assertThat(count(support)).isEqualTo(2);

        String id = start(", \"withinSeconds\": 1, \"grants\": [\"support\"], \"atDue\": \"revoke\"");
        eventually(() -> get(shop.token("rita", "security"), "/campaigns/" + id)
                .body()
                .path("state")
                .asString("")
                .equals("CLOSED"));

        assertThat(item(id, "support").path("automatic").asBoolean(false)).isTrue();
        assertThatThrownBy(() -> count(support)).isInstanceOf(SQLException.class);
        assertThat(trail())
                .contains("\"kind\":\"campaign-started\"", "\"kind\":\"campaign-closed\"", "\"automatic\":\"true\"");
    }

    private interface Question {
        boolean isSo() throws Exception;
    }

    private static void eventually(Question question) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!question.isSo()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private String trail() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory.resolve("data").resolve("trail"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from customers")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        }
    }
}
