package dev.hoop.gateway.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.Sshd;
import dev.hoop.gateway.server.gate.Role;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal's session is played on its page, in a real browser; what was printed there stays text. */
@Tag("e2e")
final class TerminalIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static Sshd sshd;
    private static Gateway gateway;
    private static Chromium browser;
    private static String session = "";

    @BeforeAll
    static void record() throws Exception {
        directory = directory.toRealPath();
        Path home = Files.createDirectory(directory.resolve("home"));
        sshd = Sshd.in(directory, "SetEnv HOME=" + home);
        gateway = Gateway.builder()
                .policyText("""
                        version: 1
                        targets:
                          web:
                            type: ssh
                            url: ssh://127.0.0.1:%d
                            credential: file:%s
                            options: { user: %s, shell: bash, home: %s, host-key: "%s", shell-mode: gated }
                        grants:
                          - { name: ops, who: { groups: [ops] }, target: web, allow: [command, shell], commands: ["*"], paths: ["/**"], opaque: [computed-arguments] }
                        rules:
                          - { name: no-touch, on: { programs: [touch] }, verdict: deny, message: "Nobody touches." }
                        """.formatted(
                                sshd.port(), sshd.userKey(), System.getProperty("user.name"), home, sshd.hostKey()))
                .data(directory.resolve("data"))
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .page(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .role(Role.AUDITOR, "audit")
                .start();
        type(
                "printf '\\033[1;31mred\\033[0m <img src=x onerror=alert(1)><script>document.title=1</script>\\n'\r",
                "printf '\\033]0;<b>title</b>\\007\\033]8;;javascript:alert(1)\\033\\\\link\\033]8;;\\033\\\\ done-1\\n'\r",
                "touch /tmp/'<script>alert(2)</script>'\r",
                "echo the-\"e\"nd\r");
        browser = new Chromium(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        gateway.close();
        sshd.close();
    }

    private static void type(String... lines) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((any, address, key) -> true);
            client.start();
            try (ClientSession connected = client.connect(
                            "web", "127.0.0.1", gateway.sshPort().orElseThrow())
                    .verify(SOON)
                    .getSession()) {
                connected.addPasswordIdentity(gateway.issueToken("anna", "ops"));
                connected.auth().verify(SOON);
                try (ChannelShell shell = connected.createShellChannel()) {
                    shell.setUsePty(true);
                    shell.setPtyColumns(100);
                    shell.setPtyLines(20);
                    shell.setOut(screen);
                    shell.setErr(screen);
                    shell.open().verify(SOON);
                    for (String line : lines) {
                        shell.getInvertedIn().write(line.getBytes(UTF_8));
                        shell.getInvertedIn().flush();
                    }
                    Instant end = Instant.now().plus(SOON);
                    while (!screen.toString(UTF_8).contains("the-end")) {
                        assertThat(Instant.now()).as(screen.toString(UTF_8)).isBefore(end);
                    }
                    shell.getInvertedIn().write("exit\r".getBytes(UTF_8));
                    shell.getInvertedIn().flush();
                    shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SOON);
                }
            }
        }
    }

    private static void open() {
        browser.forgetCookies();
        browser.open(gateway.page().orElseThrow().resolve("/sign-in"));
        browser.type("#t", gateway.issueToken("otto", "audit"));
        browser.click("form[action$=sign-in] button");
        browser.find("form.who");
        browser.open(gateway.page().orElseThrow().resolve("/sessions?subject=anna"));
        browser.click("table[aria-label=Sessions] tbody a");
        session = browser.path();
        whole();
    }

    /** What passed is recorded a little after it passed: looks again until the last of it is there. */
    private static void whole() {
        Instant end = Instant.now().plus(SOON);
        browser.find("[data-part=screen] div");
        seek("max");
        while (!browser.find("[data-part=screen]").getText().contains("the-end")) {
            assertThat(Instant.now()).as("the recording is whole").isBefore(end);
            browser.open(gateway.page().orElseThrow().resolve(session));
            browser.find("[data-part=screen] div");
            seek("max");
        }
        browser.open(gateway.page().orElseThrow().resolve(session));
        browser.find("[data-part=screen] div");
    }

    @Test
    void auditorPlaysTheTerminalAndJumpsToVerdicts() throws Exception {
        open();

        assertThat(browser.find("[data-part=play]").getText()).isEqualTo("Play");
        seek("max");
        String screen = browser.find("[data-part=screen]").getText();
        assertThat(screen).contains("red <img src=x onerror=alert(1)><script>", "link done-1", "the-end");
        browser.run(
                "[...document.querySelectorAll('[data-part=marks] button')].find(mark => mark.textContent.includes('no-touch')).click()");
        assertThat(browser.find("[data-part=verdict]").getText()).startsWith("denied by no-touch: touch");
        assertThat(browser.find("[data-part=screen]").getText()).doesNotContain("the-end");
        browser.click("[data-part=play]");
        browser.find("[data-part=speed] option:last-child").click();
        Instant end = Instant.now().plus(SOON);
        while (!browser.find("[data-part=screen]").getText().contains("the-end")) {
            assertThat(Instant.now()).isBefore(end);
        }
        for (Chromium.Width width : Chromium.Width.values()) {
            for (Chromium.Scheme scheme : Chromium.Scheme.values()) {
                browser.look(width, scheme);
                assertThat(browser.faults()).as("%s %s", width, scheme).isEmpty();
                assertThat(browser.overflow()).as("%s", width).isZero();
            }
        }
        browser.look(Chromium.Width.DESK, Chromium.Scheme.LIGHT);
        if (Boolean.getBoolean("hoop.write-documents")) {
            Files.write(Path.of("..", "docs", "images", "terminal.png"), browser.picture());
        }
    }

    @Test
    void nothingThatWasPrintedBecomesMarkupAndThePolicyForContentsIsKept() {
        open();
        seek("max");

        assertThat(
                        browser.run(
                                "return document.querySelectorAll('.player img, .player b, .player a[href^=java], .screen script').length"))
                .isEqualTo("0");
        assertThat(browser.run("return document.title")).startsWith("Session ");
        assertThat(browser.runsInlineScripts()).isFalse();
        assertThat(browser.complaints(gateway.page().orElseThrow().toString()))
                .allSatisfy(complaint -> assertThat(complaint).contains("script-src")); // the one that was just tried
    }

    @Test
    void onlyAuditorsTakeTheRecording() {
        open();
        Browser auditor = new Browser(gateway.page().orElseThrow());
        auditor.signIn(gateway.issueToken("otto", "audit"));
        Browser other = new Browser(gateway.page().orElseThrow());
        other.signIn(gateway.issueToken("anna", "ops"));

        var cast = auditor.get(session + "/cast");

        assertThat(cast.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-asciicast");
        assertThat(cast.body().lines().findFirst().orElseThrow())
                .contains("\"version\": 2, \"width\": 100, \"height\": 20");
        assertThat(other.get(session + "/cast").statusCode()).isEqualTo(403);
        assertThat(auditor.get("/sessions/000000000000000000000000/cast").statusCode())
                .isEqualTo(400);
    }

    @Test
    void screenShowsWhatATerminalWould() {
        open();
        Map<String, String> printed = Map.ofEntries(
                Map.entry("hello\\r\\nworld", "hello\nworld"),
                Map.entry("abcdefghijklm", "abcdefghij\nklm"),
                Map.entry("1\\r\\n2\\r\\n3\\r\\n4\\r\\n5", "2\n3\n4\n5"),
                Map.entry("abc\\x1b[2DX", "aXc"),
                Map.entry("abc\\x1b[2J\\x1b[Hz", "z"),
                Map.entry("\\x1b(0lqk\\x1b(B x", "┌─┐ x"),
                Map.entry("one\\x1b[?1049htwo\\x1b[?1049l!", "one!"),
                Map.entry("\\x1b]0;title\\x07a\\x1b]8;;http://x\\x1b\\\\b", "ab"),
                Map.entry("1\\r\\n2\\r\\n3\\r\\n4\\x1b[2;3r\\x1b[3;1H\\nX", "1\n3\nX\n4"),
                Map.entry("日本e\\u0301x", "日本e\u0301x"),
                Map.entry("abcdef\\x1b[3G\\x1b[2P", "abef"),
                Map.entry("abcdef\\x1b[3G\\x1b[2@", "ab  cdef"),
                Map.entry("password\\x1b[8m hidden", "password h\nidden"),
                Map.entry("a\\x1b[9999999999Bb\\x1b[;Hc", "c\n\n\n b"),
                Map.entry("ab\\x1bP+q\\x1b\\\\c\\x1b_x\\x1b\\\\d", "abcd"));

        printed.forEach((text, shown) ->
                assertThat(terminal("new m.Terminal(10, 4)", text)).as(text).isEqualTo(shown));
        assertThat(terminal("new m.Terminal(1e9, 1e9)", "x")).isEqualTo("x");
    }

    private static String terminal(String made, String text) {
        return browser.later("import('/terminal.js').then(m => { const t = " + made + "; t.write('" + text
                + "'); done(t.text()); }, failure => done(String(failure)));");
    }

    private static void seek(String to) {
        browser.run("const s = document.querySelector('[data-part=seek]'); s.value = s." + to
                + "; s.dispatchEvent(new Event('input'));");
    }

    @Test
    void screenHoldsTogetherWhateverIsPrinted() {
        open();

        String found = browser.later("""
                import('/terminal.js').then(m => {
                    const parts = ['\\x1b', '[', ']', '(', ')', ';', '?', '0', '7', '8', '99', 'H', 'J', 'K', 'L', 'M', 'P', 'S', 'T', 'X', 'h', 'l', 'm', 'r', '@',
                        '1049', 'A', 'B', 'C', '\\r', '\\n', '\\t', '\\b', '日', 'e\\u0301', '\\x9b', '\\x07', '\\x0e', ' ', 'D', 'E', 'c', '38;2;1;2;3'];
                    let seed = 20261121;
                    const random = n => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
                    for (let round = 0; round < 500; round++) {
                        const t = new m.Terminal(1 + random(20), 1 + random(8));
                        for (let i = 0; i < 300; i++) {
                            t.write(parts[random(parts.length)]);
                            if (random(50) === 0) t.resize(1 + random(20), 1 + random(8));
                            if (t.lines.length !== t.rows || t.lines.some(line => line.length !== t.columns)
                                || t.x < 0 || t.x >= t.columns || t.y < 0 || t.y >= t.rows) return done('broken in round ' + round);
                        }
                        t.draw(document.createElement('div'));
                    }
                    return done('whole');
                }, failure => done(String(failure)));
                """);

        assertThat(found).isEqualTo("whole");
    }
}
