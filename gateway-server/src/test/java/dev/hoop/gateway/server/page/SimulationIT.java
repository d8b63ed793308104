package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another policy, tried on what was asked before. */
final class SimulationIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private Shop shop;

    private record Said(int status, JsonNode body) {}

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(directory, builder -> builder);
        try (Connection connection = shop.connect(shop.token("sue", "support"));
                Statement statement = connection.createStatement()) {
            for (int id = 1; id < 4; id++) {
                statement
                        .executeQuery("select name, ssn from customers where id = " + id)
                        .close();
            }
            statement.executeUpdate("delete from customers where name = 'nobody-of-note'");
            try {
                statement.execute("drop table customers");
            } catch (SQLException refused) {
                assertThat(refused.getMessage()).contains("does not allow");
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private Said simulate(String token, String policy) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(shop.url() + "/api/v1/policy/simulate"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        JSON.writeValueAsString(java.util.Map.of("policy", policy))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Said(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private static String policy(String protectedClass, String allow, String url) {
        return """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:/nowhere" }
                protected:
                  - { class: pii.ssn, columns: ["shop.*.customers.%s"], mask: { keep-last: 4 } }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: %s }
                """.formatted(url, protectedClass, allow);
    }

    @Test
    void tellsWhichVerdictsAndColumnsWouldBeOthersAndNoLiteral() throws Exception {
        Said said = simulate(
                shop.token("otto", "audit"), policy("name", "[select, ddl]", "jdbc:h2:tcp://192.0.2.1/elsewhere"));

        assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
        assertThat(said.body().path("judged").asInt(0)).isGreaterThanOrEqualTo(5);
        assertThat(said.body().path("verdicts").toString())
                .contains(
                        "\"statement\":\"delete from customers where name = ?\",\"from\":\"allowed\",\"fromRule\":\"support\",\"to\":\"denied\"",
                        "\"statement\":\"drop table customers\",\"from\":\"denied\",\"fromRule\":\"no-grant\",\"to\":\"allowed\"");
        assertThat(said.body().path("columns").toString())
                .contains("SSN\",\"from\":\"keep-last 4\",\"to\":\"clear\",\"times\":3")
                .contains("NAME\",\"from\":\"clear\",\"to\":\"keep-last 4\",\"times\":3");
        assertThat(said.body().toString()).doesNotContain("nobody-of-note");
    }

    @Test
    void pageTriesAPolicyForAuditorsAlone() throws Exception {
        Browser auditor = shop.browser();
        auditor.signIn(shop.token("otto", "audit"));
        Map<String, String> form = Map.of(
                "policy",
                policy("name", "[select, ddl]", "jdbc:h2:mem:x") + "# <script>alert(1)</script>",
                "days",
                "7");

        HttpResponse<String> page = auditor.submit(auditor.get("/policy"), "/policy/simulate", form);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Over the last 7 days it would have changed 2 verdicts, and 2 columns would be shown otherwise")
                .contains("<code>drop table customers</code>")
                .contains("keep-last 4")
                .doesNotContain("<script>alert", "nobody-of-note");
        HttpResponse<String> wrong =
                auditor.submit(auditor.get("/policy"), "/policy/simulate", Map.of("policy", "rulez: []", "days", "7"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("rulez");
        Browser admin = shop.browser();
        admin.signIn(shop.token("ada", "platform"));
        assertThat(admin.get("/policy").body()).doesNotContain("/policy/simulate");
    }

    @Test
    void samePolicyChangesNothing() throws Exception {
        JsonNode said = simulate(shop.token("otto", "audit"), policy("ssn", "[select, dml]", "jdbc:h2:mem:x"))
                .body();

        assertThat(said.path("verdicts").size()).as(said.toString()).isZero();
        assertThat(said.path("columns").size()).isZero();
    }

    @Test
    void onlyAuditorsTryAndMistakesAreTold() throws Exception {
        String sound = policy("ssn", "[select]", "jdbc:h2:mem:x");

        for (String token :
                new String[] {shop.token("sue", "support"), shop.token("rita", "security"), shop.token("dana", "dba")
                }) {
            assertThat(simulate(token, sound).status()).isEqualTo(403);
        }
        Said wrong = simulate(shop.token("otto", "audit"), sound + "rulez: []");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().path("detail").asString("")).contains("rulez");
    }
}
