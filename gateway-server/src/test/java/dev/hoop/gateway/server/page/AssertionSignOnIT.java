package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.ports.identity.SignOn;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in at a provider that speaks another language than OpenID Connect: the gateway's pages need not know. */
final class AssertionSignOnIT {
    @TempDir
    static Path directory;

    private static final HttpClient elsewhere = HttpClient.newHttpClient();
    private static AssertionProvider provider;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        provider = new AssertionProvider();
        shop = new Shop(directory, builder -> builder.signOn(provider));
    }

    @AfterAll
    static void close() throws Exception {
        shop.close();
        provider.close();
    }

    /** What the gateway told the provider when a browser left. */
    private record Told(String state, String request) {}

    private static Told leave(Browser browser) {
        HttpResponse<String> away = browser.once("/sign-in/provider?to=/approvals");
        assertThat(away.statusCode()).isEqualTo(302);
        Map<String, String> query = AssertionProvider.query(
                URI.create(away.headers().firstValue("Location").orElseThrow()).getRawQuery());
        return new Told(query.getOrDefault("RelayState", ""), query.getOrDefault("request", ""));
    }

    /** The form of the provider's page, as browsers send it: from another site, and so without the gateway's cookies. */
    private static HttpResponse<String> form(String state, String assertion) throws Exception {
        String body = "RelayState=" + encoded(state) + "&Assertion=" + encoded(assertion);
        return elsewhere.send(
                HttpRequest.newBuilder(shop.url().resolve("/sign-in/return"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", provider.origin())
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int arrive(Browser browser, Told told, Map<String, Object> claims) throws Exception {
        assertThat(form(told.state(), provider.signed(claims)).statusCode()).isEqualTo(303);
        return browser.get("/sign-in/return").statusCode();
    }

    private static boolean isIn(Browser browser) {
        return !browser.get("/approvals").uri().getPath().equals("/sign-in");
    }

    @Test
    void personIsKnownByNameAndGroupsAndUntilTheAssertionEnds() throws Exception {
        Browser browser = shop.browser();
        assertThat(browser.get("/sign-in").body()).contains("Sign in with the company");
        Told told = leave(browser);
        Map<String, Object> claims = AssertionProvider.claims(told.request(), "otto", "audit");
        claims.put("until", Instant.now().plusSeconds(5).toString());

        assertThat(arrive(browser, told, claims)).isEqualTo(200);
        assertThat(browser.get("/sessions").body()).contains("<span>otto</span>");

        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (isIn(browser)) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    @Test
    void whatWasProvenIsRevokedByItsName() throws Exception {
        Browser browser = shop.browser();
        Told told = leave(browser);
        Map<String, Object> claims = AssertionProvider.claims(told.request(), "dana", "dba");
        assertThat(arrive(browser, told, claims)).isEqualTo(200);
        assertThat(isIn(browser)).isTrue();

        shop.gateway().tokens().revoke(SignOn.PROOF + claims.get("id"), "test");

        assertThat(browser.get("/approvals").statusCode()).isEqualTo(401);
        Browser again = shop.browser();
        Told anew = leave(again);
        claims.put("inResponseTo", anew.request());
        assertThat(arrive(again, anew, claims)).isEqualTo(401);
    }

    @Test
    void assertionForAnotherAttemptAudienceTimeOrOfAnotherKeySignsNobodyIn() throws Exception {
        Browser other = shop.browser();
        Told others = leave(other);
        try (AssertionProvider stranger = new AssertionProvider()) {
            for (String wrong : new String[] {"attempt", "audience", "time", "key", "bytes", "nothing"}) {
                Browser browser = shop.browser();
                Told told = leave(browser);
                Map<String, Object> claims = AssertionProvider.claims(told.request(), "dana", "dba");
                String assertion = switch (wrong) {
                    case "attempt" -> provider.signed(put(claims, "inResponseTo", others.request()));
                    case "audience" -> provider.signed(put(claims, "audience", "payroll"));
                    case "time" -> provider.signed(put(claims, "until", "2020-01-01T00:00:00Z"));
                    case "key" -> stranger.signed(claims);
                    case "bytes" -> provider.signed(claims).replaceFirst("^.{40}", "A".repeat(40));
                    default -> "";
                };
                assertThat(form(told.state(), assertion).statusCode()).isEqualTo(303);

                assertThat(browser.get("/sign-in/return").statusCode())
                        .as(wrong)
                        .isEqualTo(401);
                assertThat(isIn(browser)).as(wrong).isFalse();
            }
        }
    }

    private static Map<String, Object> put(Map<String, Object> claims, String name, String value) {
        claims.put(name, value);
        return claims;
    }

    @Test
    void answerCountsForTheBrowserThatLeftAndOnce() throws Exception {
        Browser attacker = shop.browser();
        Told told = leave(attacker);
        String assertion = provider.signed(AssertionProvider.claims(told.request(), "mallory", "dba"));
        assertThat(form(told.state(), assertion).statusCode()).isEqualTo(303);
        Browser victim = shop.browser();
        leave(victim);

        assertThat(victim.get("/sign-in/return").statusCode())
                .as("an attempt of its own, without an answer")
                .isEqualTo(401);
        assertThat(shop.browser().get("/sign-in/return").statusCode())
                .as("no attempt")
                .isEqualTo(401);
        assertThat(form(told.state(), assertion).statusCode())
                .as("a second answer to one attempt")
                .isEqualTo(401);
        assertThat(attacker.get("/sign-in/return").statusCode()).isEqualTo(200);
        assertThat(form(told.state(), assertion).statusCode())
                .as("an attempt that is over")
                .isEqualTo(401);
        assertThat(attacker.get("/sign-in/return").statusCode()).isEqualTo(401);
    }

    @Test
    void answerInTheAddressOrToNobodysAttemptIsNone() throws Exception {
        Browser browser = shop.browser();
        Told told = leave(browser);
        String assertion = provider.signed(AssertionProvider.claims(told.request(), "dana", "dba"));

        assertThat(form("guessed", assertion).statusCode()).isEqualTo(401);
        assertThat(browser.get("/sign-in/return?RelayState=" + encoded(told.state()) + "&Assertion="
                                + encoded(assertion))
                        .statusCode())
                .isEqualTo(401);
        assertThat(isIn(browser)).isFalse();
    }

    @Test
    void assertionIsNoTokenAtAnyDoor() throws Exception {
        Browser browser = shop.browser();
        Told told = leave(browser);
        String assertion = provider.signed(AssertionProvider.claims(told.request(), "dana", "dba"));
        assertThat(form(told.state(), assertion).statusCode()).isEqualTo(303);
        assertThat(browser.get("/sign-in/return").statusCode()).isEqualTo(200);

        HttpRequest me = HttpRequest.newBuilder(shop.url().resolve("/api/v1/me"))
                .header("Authorization", "Bearer " + assertion)
                .build();
        assertThat(elsewhere.send(me, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
        assertThatThrownBy(() -> shop.connect(assertion)).hasMessageContaining("token");
    }

    @Test
    @Tag("e2e")
    void realBrowserBringsTheFormOfAnotherSiteAndIsLetIn() throws Exception {
        try (Chromium browser = new Chromium(directory)) {
            browser.open(shop.url().resolve("/sign-in/provider?to=/approvals"));
            browser.find("button").click();

            browser.find("form.who");
            assertThat(browser.path()).isEqualTo("/approvals");
            assertThat(browser.text()).contains("dana");
        }
    }
}
