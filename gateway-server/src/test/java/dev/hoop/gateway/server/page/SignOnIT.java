package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.commands.LoginCommand;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import picocli.CommandLine;

/** People sign in at a real OpenID provider. */
final class SignOnIT {
    @TempDir
    Path directory;

    private OpenIdServer provider;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        provider = new OpenIdServer();
        Files.writeString(directory.resolve("oidc"), "hoop:" + OpenIdServer.SECRET);
        Files.writeString(directory.resolve("policy.yaml"), "version: 1\n");
        Path file = Files.writeString(directory.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                policy: policy.yaml
                identity:
                  - { issuer: "%1$s", audience: [hoop, hoop-cli], keys: "%2$s" }
                http:
                  port: 0
                  sign-on: { issuer: "%1$s", name: the company, credential: "file:%3$s" }
                roles: { auditor: [audit] }
                """.formatted(
                        provider.issuer(), provider.keys(), directory.resolve("oidc")));
        gateway = Gateway.start(ConfigurationFile.read(file));
        provider.add("hoop", page().resolve("/sign-in/return"));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        provider.stop();
    }

    private URI page() {
        return gateway.page().orElseThrow();
    }

    @Test
    void personSignsInAndIsKnownByNameAndGroups() {
        Browser browser = new Browser(page());

        HttpResponse<String> after = signIn(browser, "/sign-in/provider?to=/sessions", "otto");

        assertThat(after.statusCode()).as(after.body()).isEqualTo(200);
        assertThat(after.uri().getPath()).isEqualTo("/sessions");
        assertThat(after.body()).contains("<span>otto</span>");
        assertThat(browser.get("/approvals").statusCode()).isEqualTo(200);
    }

    @Test
    void groupsOfTheProviderDecideWhatOneSees() {
        Browser browser = new Browser(page());

        HttpResponse<String> after = signIn(browser, "/sign-in/provider?to=/sessions", "dana");

        assertThat(after.statusCode()).isEqualTo(403);
        assertThat(browser.get("/approvals").statusCode()).isEqualTo(200);
    }

    @Test
    void answerThatWasMeantForAnotherBrowserSignsNobodyIn() {
        Browser attacker = new Browser(page());
        String code = codeFor(attacker);
        Browser victim = new Browser(page());
        victim.once("/sign-in/provider");

        assertThat(victim.get(code).statusCode()).isEqualTo(401);
        assertThat(new Browser(page()).get(code).statusCode()).isEqualTo(401);
        assertThat(victim.get("/approvals").uri().getPath()).isEqualTo("/sign-in");
    }

    @Test
    void answerCountsOnce() {
        Browser browser = new Browser(page());
        String code = codeFor(browser);

        assertThat(browser.get(code).statusCode()).isEqualTo(200);
        assertThat(browser.get(code).statusCode()).isEqualTo(401);
    }

    @Test
    void answerOfAnotherProviderOrWithAnotherStateIsRefused() {
        Browser mixed = new Browser(page());
        assertThat(mixed.get(codeFor(mixed) + "&iss=https%3A%2F%2Fevil.example").statusCode())
                .isEqualTo(401);
        Browser changed = new Browser(page());
        assertThat(changed.get(codeFor(changed).replace("state=", "state=x")).statusCode())
                .isEqualTo(401);
        Browser refused = new Browser(page());
        refused.once("/sign-in/provider");
        assertThat(refused.get("/sign-in/return?error=access_denied&state=x").statusCode())
                .isEqualTo(401);
    }

    @Test
    void commandLineSignsInByACodeThatIsConfirmedInABrowser() throws Exception {
        Path token = directory.resolve("kept").resolve("token");

        assertThat(login(token, Map.of("scope", "gateway"), "--output", "json")).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        HttpResponse<String> me = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page().resolve("/api/v1/me"))
                                .header(
                                        "Authorization",
                                        "Bearer " + Files.readString(token).strip())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(me.body()).contains("\"otto\"").contains("\"auditor\"");
    }

    @Test
    void codeThatIsRefusedInTheBrowserSignsNobodyIn() throws Exception {
        Path token = directory.resolve("kept").resolve("token");

        assertThat(login(token, Map.of())).isNotZero();

        assertThat(token).doesNotExist();
    }

    private int login(Path token, Map<String, String> consent, String... more) throws Exception {
        provider.addCommandLine("hoop-cli");
        Path secret = Files.writeString(directory.resolve("cli"), OpenIdServer.SECRET);
        StringWriter said = new StringWriter();
        CommandLine login = new CommandLine(new LoginCommand()).setOut(new PrintWriter(said, true));
        List<String> words = new ArrayList<>(List.of("--issuer", provider.issuer(), "--scopes", "gateway"));
        words.addAll(List.of("--client-secret-file", secret.toString(), "--token-file", token.toString()));
        words.addAll(List.of(more));
        CompletableFuture<Integer> done =
                CompletableFuture.supplyAsync(() -> login.execute(words.toArray(String[]::new)));
        Browser browser = new Browser(page());
        HttpResponse<String> form = browser.get(address(said, done));
        HttpResponse<String> next =
                browser.submit(form, "/login", Map.of("username", "otto", "password", OpenIdServer.PASSWORD));
        browser.submit(next, "/oauth2/device_verification", consent);
        return done.get(1, TimeUnit.MINUTES);
    }

    private static String address(StringWriter said, CompletableFuture<Integer> done) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < end && !done.isDone()) {
            Matcher open =
                    Pattern.compile("open (\\S+)\n|\"page\":\"([^\"]+)\"").matcher(said.toString());
            if (open.find()) {
                return open.group(1) == null ? open.group(2) : open.group(1);
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("the command named no address: " + said);
    }

    /** Signs in at the provider, and stops before the gateway hears of it. */
    private String codeFor(Browser browser) {
        HttpResponse<String> to = browser.once("/sign-in/provider");
        HttpResponse<String> form =
                browser.get(to.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> last =
                browser.submitOnce(form, "/login", Map.of("username", "dana", "password", OpenIdServer.PASSWORD));
        String back = last.headers().firstValue("Location").orElseThrow();
        while (!back.startsWith(page().toString())) {
            back = browser.once(back).headers().firstValue("Location").orElseThrow();
        }
        return back;
    }

    private static HttpResponse<String> signIn(Browser browser, String path, String name) {
        HttpResponse<String> form = browser.get(path);
        return browser.submit(form, "/login", Map.of("username", name, "password", OpenIdServer.PASSWORD));
    }
}
