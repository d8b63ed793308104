package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.fixture.Sshd;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in with a browser while Debian's {@code ssh} waits at its prompt. */
@Tag("e2e")
final class SshSignInIT {
    @TempDir
    Path directory;

    private OpenIdServer provider;
    private Sshd sshd;
    private Gateway gateway;
    private Path base;

    @BeforeEach
    void start() throws Exception {
        base = directory.toRealPath();
        provider = new OpenIdServer();
        provider.addCommandLine("hoop-cli");
        sshd = Sshd.in(base, "");
        Files.writeString(base.resolve("oidc"), "hoop-cli:" + OpenIdServer.SECRET);
        Files.writeString(base.resolve("policy.yaml"), """
                version: 1
                targets:
                  web:
                    type: ssh
                    url: ssh://127.0.0.1:%d
                    credential: "file:%s"
                    options: { user: %s, shell: bash, home: %s, host-key: "%s" }
                grants:
                  - { name: audit, who: { groups: [audit] }, target: web, allow: [command], commands: ["*"], paths: ["/**"] }
                """.formatted(
                        sshd.port(), sshd.userKey(), System.getProperty("user.name"), base, sshd.hostKey()));
        Path file = Files.writeString(
                base.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                policy: policy.yaml
                identity:
                  - { issuer: "%1$s", audience: [hoop-cli], keys: "%2$s" }
                ssh:
                  port: 0
                  sign-in: { issuer: "%1$s", credential: "file:%3$s", scopes: gateway }
                """.formatted(provider.issuer(), provider.keys(), base.resolve("oidc")));
        gateway = Gateway.start(ConfigurationFile.read(file));
        Path answer = Files.writeString(base.resolve("askpass"), "#!/bin/sh\necho\n");
        Files.setPosixFilePermissions(answer, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        sshd.close();
        provider.stop();
    }

    @Test
    void codeThatIsConfirmedInABrowserLogsIn() throws Exception {
        Process ssh = ssh();
        confirm(address(ssh.errorReader()), Map.of("scope", "gateway"));

        String out = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(ssh.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).isEqualTo("signed in\n");
        assertThat(ssh.exitValue()).isZero();
    }

    @Test
    void codeThatIsRefusedInABrowserDoesNot() throws Exception {
        Process ssh = ssh();
        confirm(address(ssh.errorReader()), Map.of());

        String out = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(ssh.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).isEmpty();
        assertThat(ssh.exitValue()).isEqualTo(255);
    }

    private void confirm(String page, Map<String, String> consent) {
        Browser browser = new Browser(java.net.URI.create(provider.issuer()));
        HttpResponse<String> form = browser.get(page);
        HttpResponse<String> next =
                browser.submit(form, "/login", Map.of("username", "otto", "password", OpenIdServer.PASSWORD));
        browser.submit(next, "/oauth2/device_verification", consent);
    }

    private Process ssh() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "timeout",
                "90",
                "ssh",
                "-F",
                "none",
                "-p",
                Integer.toString(gateway.sshPort().orElseThrow()),
                "-o",
                "UserKnownHostsFile=" + gateway.data().ssh().resolve("known_hosts"),
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "PreferredAuthentications=keyboard-interactive",
                "-o",
                "NumberOfPasswordPrompts=1",
                "web@127.0.0.1",
                "echo signed in"));
        builder.environment().put("SSH_ASKPASS", base.resolve("askpass").toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static String address(BufferedReader said) throws IOException {
        StringBuilder all = new StringBuilder();
        String line = said.readLine();
        while (line != null) {
            all.append(line).append('\n');
            Matcher open = Pattern.compile("Open (\\S+) and confirm the code (\\S+)\\.")
                    .matcher(line);
            if (open.find()) {
                return open.group(1);
            }
            line = said.readLine();
        }
        throw new AssertionError("ssh named no address: " + all);
    }
}
