package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Approvals for a time, without people, and taken back: by the driver at one end and the pages at the other. */
final class WholeApprovalsIT {
    private static final String UPDATE = "update customers set name = ? where id = ?";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private Shop shop;
    private Browser dana;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(directory, builder -> builder);
        dana = shop.browser();
        dana.signIn(shop.token("dana", "dba"));
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void timeBoxLetsTheSameBeDoneWithOtherValuesAndNothingElseUntilItIsTakenBack() throws Exception {
        String sue = shop.token("sue", "support");
        try (Connection waiting = shop.connect(sue);
                Connection connection = unwaiting(sue)) {
            CompletableFuture<Integer> first = running(waiting, UPDATE, "Eve", 1);
            String id = shop.waiting();
            dana.submit(page(id), "/approve", Map.of("minutes", "10", "maxRows", "1"));
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);

            assertThat(run(connection, UPDATE, "Eva", 2)).isEqualTo(1);
            assertThat(shop.name(2)).isEqualTo("Eva");
            assertThatThrownBy(() -> run(connection, "update customers set name = ? where id > ?", "all", 0))
                    .as("another use of the column is another sort, and waits")
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> run(connection, "update customers set ssn = ? where id = ?", "0", 1))
                    .isInstanceOf(SQLException.class);
            assertThat(page(id).body()).contains("2 begun so far");

            dana.submit(page(id), "/revoke", Map.of("reason", "enough"));

            assertThatThrownBy(() -> run(connection, UPDATE, "Zoe", 2)).isInstanceOf(SQLException.class);
            assertThat(shop.name(2)).isEqualTo("Eva");
            assertThat(page(id).body()).contains("revoked by dana").contains("enough");
        }
    }

    @Test
    void approvalIsForDefinitionsThatPeopleWereAskedAbout() throws Exception {
        String grant = "  - { name: migrations, who: { groups: [migrators] }, target: shop, allow: [ddl] }";
        try (Shop other = new Shop(Files.createDirectory(directory.resolve("other")), grant, builder -> builder);
                Connection migration = other.connect(other.token("mia", "migrators"));
                Statement define = migration.createStatement();
                Connection sue = other.connect(other.token("sue", "support"))) {
            define.execute("create table notes (id int primary key, label varchar(40))");
            String update = "update customers set name = (select max(label) from notes) where id = ?";
            CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> {
                try (PreparedStatement statement = sue.prepareStatement(update)) {
                    statement.setInt(1, 1);
                    return statement.executeUpdate();
                } catch (SQLException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            });
            String id = other.waiting();
            define.execute("alter table notes add column ssn varchar(20)");
            Browser approver = other.browser();
            approver.signIn(other.token("dana", "dba"));

            approver.submit(approver.get("/approvals/" + id), "/approve", Map.of());

            assertThatThrownBy(() -> held.get(30, TimeUnit.SECONDS)).hasMessageContaining("have changed since");
            assertThat(other.name(1)).isEqualTo("Ada");
        }
    }

    @Test
    void timeBoxOfOneIsNoneOfAnother() throws Exception {
        try (Connection sue = shop.connect(shop.token("sue", "support"));
                Connection tom = unwaiting(shop.token("tom", "support"))) {
            CompletableFuture<Integer> first = running(sue, UPDATE, "Eve", 1);
            dana.submit(page(shop.waiting()), "/approve", Map.of("minutes", "10"));
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);

            assertThatThrownBy(() -> run(tom, UPDATE, "Tom", 2)).isInstanceOf(SQLException.class);
            assertThat(shop.name(2)).isEqualTo("Bob");
        }
    }

    @Test
    void approverCannotGiveMoreTimeThanTheRuleLets() throws Exception {
        String id = shop.held(shop.token("sue", "support"), "update customers set name = 'Eve' where id = 1");

        for (String minutes : new String[] {"31", "0", "-1", "1e3", "soon"}) {
            assertThat(dana.submit(page(id), "/approve", Map.of("minutes", minutes))
                            .statusCode())
                    .as(minutes)
                    .isIn(400, 403);
        }

        assertThat(shop.name(1)).isEqualTo("Ada");
    }

    @Test
    void glassThatIsBrokenRunsAtOnceAndWaitsForItsReview() throws Exception {
        String onCall = shop.token("olga", "support", "on-call");
        try (Connection connection = shop.connect(onCall)) {
            CompletableFuture<Integer> update = running(connection, UPDATE, "Eve", 1);
            String id = shop.waiting();
            Browser olga = shop.browser();
            olga.signIn(onCall);
            HttpResponse<String> own = olga.get("/approvals/" + id);
            assertThat(olga.submit(own, "/break-glass", Map.of("reason", " ")).statusCode())
                    .isEqualTo(400);
            assertThat(shop.name(1)).isEqualTo("Ada");

            olga.submit(own, "/break-glass", Map.of("reason", "the shop is down"));

            assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(olga.get("/approvals/" + id).body())
                    .contains("Somebody must review")
                    .doesNotContain("/review-glass");
            HttpResponse<String> after =
                    dana.submit(page(id), "/review-glass", Map.of("verdict", "JUSTIFIED", "reason", "it was on fire"));
            assertThat(after.body()).contains("it was on fire").contains("dana").doesNotContain("/review-glass");
        }
    }

    @Test
    void whoTheRuleDoesNotNameBreaksNoGlass() throws Exception {
        String sue = shop.token("sue", "support");
        String id = shop.held(sue, "update customers set name = 'Eve' where id = 1");

        assertThat(post(sue, id, "break-glass", "{\"reason\":\"now\"}").statusCode())
                .isEqualTo(403);
        assertThat(post(shop.token("olga", "on-call", "dba"), id, "break-glass", "{\"reason\":\"now\"}")
                        .statusCode())
                .as("for somebody else")
                .isEqualTo(404);

        assertThat(shop.name(1)).isEqualTo("Ada");
    }

    @Test
    void interfaceTellsEverythingThatIsKnownAndRefusesWhatDoesNotFit() throws Exception {
        String sue = shop.token("sue", "support");
        String id = shop.held(sue, "update customers set name = 'Eve' where id = 1");
        String token = shop.token("dana", "dba");

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(shop.url().resolve("/api/v1/approvals/" + id))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode dossier = JSON.readTree(answer.body());

        assertThat(dossier.path("longestTimeBoxMinutes").asInt(0)).isEqualTo(30);
        assertThat(dossier.path("mayBreakGlass").asBoolean(true)).isFalse();
        assertThat(post(token, id, "settle", "{\"finding\":\"RAN\",\"reason\":\"I looked\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(post(token, id, "settle", "{\"finding\":\"MAYBE\",\"reason\":\"?\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(token, id, "revoke", "{\"reason\":\"early\"}").statusCode())
                .isEqualTo(409);
        assertThat(post(token, id, "review-glass", "{\"verdict\":\"JUSTIFIED\",\"reason\":\"?\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void taskThatHoldsMarkupIsShownAsWhatItIs() throws Exception {
        String url = shop.gateway().url("shop") + "&task=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E";
        try (Connection connection = DriverManager.getConnection(url, "", shop.token("sue", "support"))) {
            CompletableFuture<Integer> held = running(connection, UPDATE, "Eve", 1);
            String id = shop.waiting();

            assertThat(page(id).body()).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt;");

            dana.submit(page(id), "/refuse", Map.of("reason", "<b>no</b>"));
            assertThat(held.handle((done, failed) -> failed != null).get(30, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(page(id).body()).doesNotContain("<b>no").contains("&lt;b&gt;no");
        }
    }

    /** What is held fails at once. */
    private Connection unwaiting(String token) throws SQLException {
        return DriverManager.getConnection(shop.gateway().url("shop") + "&approval=fail", "", token);
    }

    private HttpResponse<String> page(String id) {
        return dana.get("/approvals/" + id);
    }

    private HttpResponse<String> post(String token, String id, String act, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(shop.url().resolve("/api/v1/approvals/" + id + "/" + act))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static CompletableFuture<Integer> running(Connection connection, String text, String value, int id) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(connection, text, value, id);
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    private static int run(Connection connection, String text, String value, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setString(1, value);
            statement.setInt(2, id);
            return statement.executeUpdate();
        }
    }

    @Test
    void moreRowsThanApprovedAreRolledBackAndAskedAboutAgain() throws Exception {
        String sue = shop.token("sue", "support");
        try (Connection connection = shop.connect(sue)) {
            CompletableFuture<Integer> update =
                    running(connection, "update customers set name = ? where id > ?", "All", 0);
            String first = shop.waiting();
            assertThat(dana.get("/approvals/" + first).body()).contains("is not known beforehand");
            dana.submit(page(first), "/approve", Map.of("maxRows", "1"));

            String second = anotherThan(first);
            assertThat(shop.name(1)).as("what was rolled back").isEqualTo("Ada");
            assertThat(dana.get("/approvals/" + second).body()).contains("change 2 rows, as was measured");
            dana.submit(page(second), "/approve", Map.of("maxRows", "2"));

            assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(shop.name(1)).isEqualTo("All");
        }
    }

    @Test
    void timeBoxLetsNoneOfItsRunsChangeMoreRowsThanApproved() throws Exception {
        String sue = shop.token("sue", "support");
        String upTo = "update customers set name = ? where id <= ?";
        try (Connection waiting = shop.connect(sue);
                Connection connection = unwaiting(sue)) {
            CompletableFuture<Integer> first = running(waiting, upTo, "Eve", 1);
            String box = shop.waiting();
            dana.submit(page(box), "/approve", Map.of("minutes", "10", "maxRows", "1"));
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(run(connection, upTo, "Eva", 1)).as("within the bound").isEqualTo(1);

            CompletableFuture<Integer> more = running(waiting, upTo, "All", 2);
            String again = anotherThan(box);
            assertThat(List.of(shop.name(1), shop.name(2)))
                    .as("what was rolled back")
                    .containsExactly("Eva", "Bob");
            assertThat(page(again).body()).contains("change 2 rows, as was measured");
            assertThat(run(connection, upTo, "Ida", 1)).as("meanwhile").isEqualTo(1);
            dana.submit(page(again), "/refuse", Map.of("reason", "one by one"));

            assertThatThrownBy(() -> more.get(30, TimeUnit.SECONDS)).hasMessageContaining("one by one");
            assertThat(List.of(shop.name(1), shop.name(2))).containsExactly("Ida", "Bob");
            assertThatThrownBy(() -> run(connection, upTo, "All", 2))
                    .as("a refusal leaves the bound where it was")
                    .isInstanceOf(SQLException.class);
            assertThat(shop.name(2)).isEqualTo("Bob");
            assertThat(run(connection, upTo, "Mia", 1)).isEqualTo(1);
        }
    }

    @Test
    void whoBoundsItToLessAgainStopsItAndWhatTheTransactionDidBeforeStays() throws Exception {
        try (Connection connection = shop.connect(shop.token("sue", "support"))) {
            connection.setAutoCommit(false);
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into customers (id, name) values (9, 'Zed')");
            }
            CompletableFuture<Integer> update =
                    running(connection, "update customers set name = ? where id > ?", "All", 0);
            String first = shop.waiting();
            dana.submit(page(first), "/approve", Map.of("maxRows", "1"));
            dana.submit(page(anotherThan(first)), "/approve", Map.of("maxRows", "2"));

            assertThatThrownBy(() -> update.get(30, TimeUnit.SECONDS)).hasMessageContaining("rolled back");

            connection.commit();
        }
        assertThat(shop.name(9)).isEqualTo("Zed");
        assertThat(shop.name(1)).isEqualTo("Ada");
    }

    private String anotherThan(String first) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            String id = shop.waiting();
            if (!id.equals(first)) {
                return id;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("nobody is asked again");
    }
}
