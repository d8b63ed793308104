package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The whole story in a real browser, with people who sign in at a real OpenID provider. */
@Tag("e2e")
final class StoryIT {
    private static final Path PICTURES = Path.of("..", "docs", "images");

    @TempDir
    Path directory;

    private OpenIdServer provider;
    private Gateway gateway;
    private Connection direct;
    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        direct = DriverManager.getConnection(database, "sa", "secret");
        try (Statement statement = direct.createStatement()) {
            statement.execute(
                    "create table orders (id int primary key, customer varchar(80), card varchar(20), state varchar(20))");
            statement.execute("""
                    insert into orders values (7, 'Ada Lovelace', '4111111111111111', 'packed'),
                        (8, 'Grace Hopper', '5555555555554444', 'packed'), (9, 'Alan Turing', '378282246310005', 'sent')
                    """);
        }
        provider = new OpenIdServer();
        Files.writeString(directory.resolve("oidc"), "hoop:" + OpenIdServer.SECRET);
        Files.writeString(directory.resolve("shop"), "sa:secret");
        Files.writeString(directory.resolve("policy.yaml"), policy(database));
        gateway = Gateway.start(ConfigurationFile.read(Files.writeString(directory.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                policy: policy.yaml
                identity:
                  - { issuer: "%1$s", audience: [hoop], keys: "%2$s" }
                http:
                  port: 0
                  sign-on: { issuer: "%1$s", name: the company, credential: "file:%3$s" }
                roles: { admin: [platform], auditor: [audit], reviewer: [security] }
                """.formatted(
                        provider.issuer(), provider.keys(), directory.resolve("oidc")))));
        provider.add("hoop", page("/sign-in/return"));
        browser = new Chromium(directory);
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        gateway.close();
        provider.stop();
        direct.close();
    }

    private String policy(String database) {
        return """
                version: 1
                targets:
                  orders: { type: jdbc, url: "%s", credential: "file:%s" }
                protected:
                  - { class: pci.card, columns: ["orders.*.orders.card"], mask: { keep-last: 4 } }
                grants:
                  - name: support-works-on-orders
                    who: { groups: [support] }
                    target: orders
                    allow: [select, dml]
                    reason: support answers customers
                rules:
                  - name: writes-need-a-person
                    on: { kind: [insert, update, delete] }
                    verdict: hold
                    approvers: { groups: [dba], quorum: 1 }
                    within: 5m
                """.formatted(database, directory.resolve("shop"));
    }

    private URI page(String path) {
        return gateway.page().orElseThrow().resolve(path);
    }

    @Test
    void heldStatementIsApprovedReplayedAndItsGrantRevoked() throws Exception {
        String url = gateway.url("orders") + "&task=OPS-42";
        Connection program = DriverManager.getConnection(url, "", gateway.issueToken("sue", "support"));
        try (Statement statement = program.createStatement();
                ResultSet rows = statement.executeQuery("select id, customer, card, state from orders order by id")) {
            assertThat(rows.next()).isTrue();
        }
        CompletableFuture<Integer> update = update(program);

        browser.open(page("/"));
        look("sign-in");
        signIn("dana");
        browser.find("form.who");
        assertThat(browser.path()).isEqualTo("/approvals");
        while (!browser.has("tbody a")) {
            browser.reload();
        }
        look("approvals");
        browser.click("tbody a");
        assertThat(browser.text())
                .contains("update orders set state = ?", "sue", "OPS-42", "writes-need-a-person", "ORDERS.STATE");
        look("approval");
        approveWithTheKeyboardAlone();

        assertThat(update.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        assertThat(state(7)).isEqualTo("sent");

        signInAs("otto", "/sessions");
        browser.type("input[name=subject]", "sue");
        browser.type("input[name=text]", "update orders");
        browser.click("main form button");
        look("sessions");
        browser.click("tbody a");
        assertThat(browser.text())
                .contains("update orders set state = ?", "Ada Lovelace", "1111")
                .doesNotContain("4111111111111111");
        look("session");

        whatIsLookedAfter();

        signInAs("rita", "/reviews");
        look("reviews");
        campaign();
        browser.type("form[action$=revoke] input[name=reason]", "support uses the new tool now");
        browser.click("form[action$=revoke] button");
        assertThat(browser.text()).contains("support uses the new tool now");

        assertThatThrownBy(() -> {
                    try (Statement statement = program.createStatement()) {
                        statement.executeQuery("select 1");
                    }
                })
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> DriverManager.getConnection(url, "", gateway.issueToken("sue", "support")))
                .isInstanceOf(SQLException.class);
        assertThat(browser.complaints(page("/").toString())).isEmpty();
        assertThat(browser.runsInlineScripts()).isFalse();
    }

    /** Every page for auditors and admins; and a list that changes by itself. */
    private void whatIsLookedAfter() throws IOException {
        browser.open(page("/targets"));
        browser.click("form[action$=check] button");
        browser.find(".state.up");
        look("targets");
        browser.open(page("/policy"));
        browser.type("input[name=subject]", "sue");
        browser.type("input[name=groups]", "support");
        browser.type("textarea", "select customer, card from orders where id = 7");
        browser.click("main form button");
        browser.find("#judged .allowed");
        look("policy");
        browser.open(page("/policy"));
        browser.type(
                "textarea[name=policy]",
                policy("jdbc:postgresql://db/orders")
                        .replace("keep-last: 4", "keep-last: 2")
                        .replace("dml", "insert")
                        .replace(directory.toString(), "/run/secrets"));
        browser.click("form[action$=simulate] button");
        assertThat(browser.find("#simulated").getText()).contains("keep-last 4", "keep-last 2");
        look("simulation");
        browser.open(page("/trail"));
        browser.click("form[action$=verify] button");
        browser.find(".state.good"); // the page looks again by itself
        look("trail");

        signInWithToken("ada", "platform");
        browser.open(page("/tokens"));
        browser.type("input[name=subject]", "ci");
        browser.type("input[name=groups]", "support");
        browser.click("form[action$=tokens] button");
        browser.find(".secret");
        browser.open(page("/tokens"));
        look("tokens");
        browser.open(page("/undelivered"));
        look("undelivered");

        signInWithToken("dirk", "dba");
        browser.open(page("/approvals"));
        int before = browser.text().split("sue", -1).length;
        String url = gateway.url("orders") + "&approval=fail";
        try (Connection other = DriverManager.getConnection(url, "", gateway.issueToken("sue", "support"));
                Statement statement = other.createStatement()) {
            statement.executeUpdate("delete from orders where id = 9");
        } catch (SQLException held) {
            assertThat(held.getMessage()).contains("writes-need-a-person");
        }
        browser.find("section[aria-labelledby=w] tbody a"); // without a reload
        assertThat(browser.text().split("sue", -1).length).isGreaterThan(before);
    }

    /** Reviewers are asked about every grant, and one of them looks. */
    private void campaign() throws Exception {
        HttpResponse<String> started = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page("/api/v1/campaigns"))
                                .header("Authorization", "Bearer " + gateway.issueToken("rosa", "security"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"name\":\"autumn\",\"reason\":\"twice a year\",\"reviewers\":[\"security\"],\"withinSeconds\":864000}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        browser.open(page("/campaigns"));
        look("campaigns");
        browser.click("tbody a");
        assertThat(browser.text()).contains("support-works-on-orders");
        look("campaign");
        browser.open(page("/reviews"));
    }

    private void signInWithToken(String name, String group) {
        browser.forgetCookies();
        browser.open(page("/sign-in"));
        browser.type("#t", gateway.issueToken(name, group));
        browser.click("form[action$=sign-in] button");
        browser.find("form.who");
    }

    private static CompletableFuture<Integer> update(Connection program) {
        return CompletableFuture.supplyAsync(() -> {
            try (PreparedStatement statement =
                    program.prepareStatement("update orders set state = ?\n where id = ? and state = 'packed'")) {
                statement.setString(1, "sent");
                statement.setInt(2, 7);
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    private void approveWithTheKeyboardAlone() {
        browser.reload();
        browser.tabTo("form[action$=approve] input[name=reason]");
        assertThat(browser.outline()).isEqualTo("3px");
        browser.press("seen with the customer");
        browser.tabTo("form[action$=approve] input[name=maxRows]");
        browser.press("1");
        browser.tabTo("form[action$=approve] button");
        browser.press(Keys.ENTER);
        assertThat(browser.text()).contains("dana");
    }

    private void signInAs(String name, String path) {
        browser.forgetCookies();
        browser.open(page(path));
        signIn(name);
        browser.find("form.who");
        assertThat(browser.path()).isEqualTo(path);
    }

    private void signIn(String name) {
        browser.click("a.button");
        browser.type("#username", name);
        browser.type("#password", OpenIdServer.PASSWORD);
        browser.click("button[type=submit]");
    }

    private String state(int id) throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery("select state from orders where id = " + id)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Nothing is wrong with the page in either scheme and at either width. */
    private void look(String name) throws IOException {
        for (Chromium.Width width : Chromium.Width.values()) {
            for (Chromium.Scheme scheme : Chromium.Scheme.values()) {
                browser.look(width, scheme);
                assertThat(browser.faults()).as("%s %s %s", name, width, scheme).isEmpty();
                assertThat(browser.overflow()).as("%s %s", name, width).isZero();
                keep(name, width, scheme);
            }
        }
        browser.look(Chromium.Width.DESK, Chromium.Scheme.LIGHT);
    }

    /** The pictures of the documents, where they are asked for. */
    private void keep(String name, Chromium.Width width, Chromium.Scheme scheme) throws IOException {
        boolean phone = width == Chromium.Width.PHONE;
        boolean dark = scheme == Chromium.Scheme.DARK;
        if (Boolean.getBoolean("hoop.write-documents") && !(phone && dark)) {
            Files.createDirectories(PICTURES);
            String file = name + (phone ? "-phone" : "") + (dark ? "-dark" : "") + ".png";
            Files.write(PICTURES.resolve(file), browser.picture());
        }
    }
}
