package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviewers confirm and revoke grants, and what they say counts. */
final class ReviewsIT {
    private static final String GRANTS = """
              - { name: interns, who: { groups: [interns] }, target: shop, allow: [select], review: { every: 90d, by: [security] } }
              - { name: helpers, who: { groups: [helpers] }, target: shop, allow: [select], review: { every: 90d, by: [security], stale: justify } }
              - { name: guests, who: { groups: [guests] }, target: shop, allow: [select], review: { every: 90d, by: [security], stale: notice } }
              - { name: writers, who: { groups: [writers] }, target: shop, allow: [select, insert], review: { every: 90d, by: [security], stale: read-only } }
              - { name: leavers, who: { groups: [leavers] }, target: shop, allow: [select], review: { every: 90d, by: [security], stale: deny } }
              - { name: menders, who: { groups: [menders] }, target: shop, allow: [select, dml], review: { every: 90d, by: [security], stale: justify } }
            """;

    @TempDir
    Path directory;

    private Shop shop;
    private Browser rita;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(directory, GRANTS, builder -> builder);
        rita = shop.browser();
        rita.signIn(shop.token("rita", "security"));
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void revokedGrantEndsOpenSessionsAndLetsNobodyInUntilItIsConfirmedAgain() throws Exception {
        String sue = shop.token("sue", "support");
        Connection open = shop.connect(sue);
        assertThat(count(open)).isEqualTo(2);

        rita.submit(rita.get("/reviews"), "/reviews/support/revoke", Map.of("reason", "the project has ended"));

        assertThat(rita.get("/reviews").body()).contains("revoked").contains("the project has ended");
        assertThatThrownBy(() -> count(open)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> shop.connect(sue)).isInstanceOf(SQLException.class);

        rita.submit(rita.get("/reviews"), "/reviews/support/keep", Map.of("reason", "it goes on"));

        try (Connection again = shop.connect(sue)) {
            assertThat(count(again)).isEqualTo(2);
        }
    }

    @Test
    void grantThatNobodyHasConfirmedHoldsForItsReviewers() throws Exception {
        String ivo = shop.token("ivo", "interns");
        try (Connection connection = shop.connect(ivo)) {
            CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> {
                try {
                    return count(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            String id = waiting();
            HttpResponse<String> page = rita.get("/approvals/" + id);
            assertThat(page.body()).contains("review:interns").contains("is due");
            rita.submit(page, "/approve", Map.of("reason", "this once"));
            assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo(2);

            rita.submit(rita.get("/reviews"), "/reviews/interns/keep", Map.of("reason", "until summer"));

            assertThat(count(connection)).isEqualTo(2);
        }
    }

    @Test
    void dueGrantLetsWhoGivesAReasonGoOnAndReviewersLookAtIt() throws Exception {
        String hugo = shop.token("hugo", "helpers");
        try (Connection connection = shop.connect(hugo)) {
            CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> {
                try {
                    return count(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            String id = waiting();
            Browser own = shop.browser();
            own.signIn(hugo);
            HttpResponse<String> page = own.get("/approvals/" + id);
            assertThat(own.submit(page, "/break-glass", Map.of("reason", " ")).statusCode())
                    .isEqualTo(400);
            own.submit(page, "/break-glass", Map.of("reason", "a customer waits"));

            assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(rita.get("/approvals/" + id).body()).contains("a customer waits", "/review-glass");
            assertThat(count(connection))
                    .as("asked once, not for each statement")
                    .isEqualTo(2);
            try (Connection another = shop.connect(hugo);
                    Statement other = another.createStatement();
                    ResultSet rows = other.executeQuery("select name from customers where id = 1")) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(rita.get("/approvals").body().split("review:helpers", -1))
                    .hasSize(2); // one request alone
            String url = shop.gateway().url("shop") + "&approval=fail";
            try (Connection otherSubject =
                    java.sql.DriverManager.getConnection(url, "", shop.token("harry", "helpers"))) {
                assertThatThrownBy(() -> count(otherSubject))
                        .as("the reason is hugo's, and harry is told how to give one")
                        .hasMessageContaining("hoop approvals justify REQUEST --reason");
            }
            shop.gateway().approvals("ria", "security").revoke(id, "not good enough");
            try (Connection after = java.sql.DriverManager.getConnection(url, "", hugo)) {
                assertThatThrownBy(() -> count(after)).hasMessageContaining("hoop approvals justify");
            }
        }
    }

    @Test
    void reasonToGoOnIsGivenOnTheCommandLineAndStandsInTheTrail() throws Exception {
        String hugo = shop.token("hugo", "helpers");
        String url = shop.gateway().url("shop") + "&approval=fail";
        try (Connection connection = java.sql.DriverManager.getConnection(url, "", hugo)) {
            String id = org.assertj.core.api.Assertions.catchThrowableOfType(
                            dev.hoop.gateway.jdbc.failure.HoopHeldException.class, () -> count(connection))
                    .requestId();
            java.nio.file.Path token = java.nio.file.Files.writeString(directory.resolve("hugo.token"), hugo);
            java.io.StringWriter out = new java.io.StringWriter();
            picocli.CommandLine line =
                    new picocli.CommandLine(new dev.hoop.gateway.server.assembly.commands.ApprovalsCommand());
            line.setOut(new java.io.PrintWriter(out));

            int exit = line.execute(
                    "justify",
                    id,
                    "--reason",
                    "ticket 4711",
                    "--page",
                    shop.url().toString(),
                    "--token-file",
                    token.toString(),
                    "--output",
                    "json");

            assertThat(exit).as(out.toString()).isZero();
            assertThat(tools.jackson.databind.json.JsonMapper.builder()
                            .build()
                            .readTree(out.toString())
                            .path("state")
                            .asString(""))
                    .isEqualTo("APPROVED");
            assertThat(count(connection)).isEqualTo(2);
            assertThat(count(connection)).isEqualTo(2);
            StringBuilder trail = new StringBuilder();
            try (var files = java.nio.file.Files.walk(shop.gateway().data().trail())) {
                for (java.nio.file.Path file :
                        files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                    trail.append(java.nio.file.Files.readString(file));
                }
            }
            assertThat(trail.toString().lines().filter(each -> each.contains("ticket 4711")))
                    .singleElement()
                    .asString()
                    .contains("break-glass")
                    .contains(id);
        }
    }

    @Test
    void dueGrantThatOnlyReadsSaysSoUntilItIsConfirmed() throws Exception {
        try (Connection connection = shop.connect(shop.token("wim", "writers"));
                Statement statement = connection.createStatement()) {
            String insert = "insert into customers (id, name) values (3, 'Cy')";
            assertThat(count(connection)).isEqualTo(2);
            assertThatThrownBy(() -> statement.executeUpdate(insert))
                    .hasMessageContaining("the review of grant 'writers' is due, and until then it only reads")
                    .hasMessageContaining("security");
            assertThat(count(connection)).isEqualTo(2);

            rita.submit(rita.get("/reviews"), "/reviews/writers/keep", Map.of("reason", "they go on"));

            assertThat(statement.executeUpdate(insert)).isEqualTo(1);
        }
    }

    @Test
    void dueGrantThatGivesNothingSaysWhyAndToItsOwnSubjectsAlone() throws Exception {
        String lea = shop.token("lea", "leavers");
        assertThatThrownBy(() -> shop.connect(lea))
                .hasMessageContaining("the review of grant 'leavers' is due")
                .hasMessageContaining("security");
        assertThatThrownBy(() -> shop.connect(shop.token("mallory", "sales")))
                .hasMessageContaining("there is no target")
                .hasMessageNotContaining("review");

        rita.submit(rita.get("/reviews"), "/reviews/leavers/keep", Map.of("reason", "another month"));

        try (Connection connection = shop.connect(lea)) {
            assertThat(count(connection)).isEqualTo(2);
        }
    }

    @Test
    void reasonGivenForADueReviewIsNoAnswerToARuleThatHoldsAsWell() throws Exception {
        String mia = shop.token("mia", "menders");
        String url = shop.gateway().url("shop") + "&approval=fail";
        try (Connection connection = java.sql.DriverManager.getConnection(url, "", mia);
                Statement statement = connection.createStatement()) {
            String asked = held(() -> count(connection));
            Browser own = shop.browser();
            own.signIn(mia);
            own.submit(own.get("/approvals/" + asked), "/break-glass", Map.of("reason", "a customer waits"));
            assertThat(count(connection)).isEqualTo(2);

            String update = "update customers set name = 'Eve' where id = 1";
            String both = held(() -> statement.executeUpdate(update));
            assertThat(rita.get("/approvals/" + both).body())
                    .contains("review:menders")
                    .contains("updates-need-a-person");
            shop.gateway().approvals("dana", "dba").approve(both, "");
            connection.unwrap(dev.hoop.gateway.jdbc.HoopConnection.class).resume(both);
            assertThatThrownBy(() -> statement.executeUpdate(update))
                    .as("one of two")
                    .isInstanceOf(SQLException.class);
            assertThat(shop.name(1)).isEqualTo("Ada");

            shop.gateway().approvals("rita", "security").approve(both, "");
            connection.unwrap(dev.hoop.gateway.jdbc.HoopConnection.class).resume(both);

            assertThat(statement.executeUpdate(update)).isEqualTo(1);
        }
    }

    private static String held(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                        dev.hoop.gateway.jdbc.failure.HoopHeldException.class, work)
                .requestId();
    }

    @Test
    void dueGrantMayGoOnWithAWarning() throws Exception {
        try (Connection connection = shop.connect(shop.token("gus", "guests"));
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select count(*) from customers")) {
                assertThat(rows.next()).isTrue();
                while (rows.next()) {
                    assertThat(rows.getInt(1)).isEqualTo(2);
                }
            }

            assertThat(String.valueOf(statement.getWarnings())).contains("the review of grant 'guests' is due");
        }
    }

    @Test
    void reviewerSeesWhatAGrantWasUsedForAndWhatItWasNot() throws Exception {
        assertThat(rita.get("/reviews").body()).contains("not in 90 days").contains("No use of it is known");
        try (Connection connection = shop.connect(shop.token("sue", "support"))) {
            assertThat(count(connection)).isEqualTo(2);
            assertThat(count(connection)).isEqualTo(2);
        }

        String page = eventually("CUSTOMERS");

        assertThat(page)
                .contains(
                        "In 90 days only select was used; without delete, insert, locking-read, merge, update it would have been enough.");
    }

    private String eventually(String text) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            String page = rita.get("/reviews").body();
            if (page.contains(text)) {
                return page;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("the page never says " + text);
    }

    @Test
    void nobodyReviewsWhatTheyHave() {
        Browser both = shop.browser();
        HttpResponse<String> home = both.signIn(shop.token("sven", "security", "support"));

        assertThat(both.get("/reviews").body()).contains("you have it yourself");
        assertThat(both.post("/reviews/support/keep", Map.of("csrf", csrf(home), "reason", "mine"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(rita.get("/reviews").body()).contains("none yet");
    }

    @Test
    void whoIsNoReviewerSeesAndChangesNothing() throws Exception {
        for (String token :
                new String[] {shop.token("sue", "support"), shop.token("otto", "audit"), shop.token("dana", "dba")}) {
            Browser other = shop.browser();
            HttpResponse<String> home = other.signIn(token);

            assertThat(other.get("/reviews").body()).contains("no grant that you may review");
            assertThat(other.post("/reviews/support/revoke", Map.of("csrf", csrf(home), "reason", "no"))
                            .statusCode())
                    .isEqualTo(404);
        }
        try (Connection connection = shop.connect(shop.token("sue", "support"))) {
            assertThat(count(connection)).isEqualTo(2);
        }
    }

    @Test
    void reviewNeedsAReasonAndItsOwnForm() throws Exception {
        HttpResponse<String> page = rita.get("/reviews");

        assertThat(rita.submit(page, "/reviews/support/revoke", Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(400);
        assertThat(rita.post("/reviews/support/revoke", Map.of("reason", "forged"))
                        .statusCode())
                .isEqualTo(403);

        try (Connection connection = shop.connect(shop.token("sue", "support"))) {
            assertThat(count(connection)).isEqualTo(2);
        }
    }

    private String waiting() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            Matcher link = Pattern.compile("/approvals/([0-9a-f]{20})")
                    .matcher(rita.get("/approvals").body());
            if (link.find()) {
                return link.group(1);
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("nothing waits");
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from customers")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String csrf(HttpResponse<String> page) {
        Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }
}
