package dev.hoop.gateway.samples.sshcommands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.SshHost;
import dev.hoop.gateway.ssh.SshOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%d
                credential: file:%s
                options: { shell: sh, home: %s, host-key: "%s" }
            grants:
              - { name: deploy, who: { groups: [deploy] }, target: web, allow: [command], commands: [echo], paths: ["~/**"] }
            """;

    @TempDir
    Path base;

    @Test
    void stepsRunInOrderUntilOneIsRefused() throws Exception {
        Path home = Files.createDirectory(base.resolve("home"));
        Path password = Files.writeString(base.resolve("password"), SshHost.USER + ":" + SshHost.PASSWORD);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (SshHost host = SshHost.in(home);
                Gateway gateway = Gateway.builder()
                        .policyText(POLICY.formatted(host.port(), password, home, host.key()))
                        .data(base.resolve("data"))
                        .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .start()) {
            SshOptions options = SshOptions.at("127.0.0.1", "web")
                    .port(gateway.sshPort().orElseThrow())
                    .hostKey(Files.readString(base.resolve("data/ssh/host_key.pub")))
                    .token(gateway.issueToken("ci", "deploy"))
                    .build();

            int code = Deployment.run(
                    options,
                    List.of("echo one", "rm -rf ~/releases", "echo three"),
                    new PrintStream(told, true, UTF_8));

            assertThat(code).isEqualTo(1);
            assertThat(told.toString(UTF_8)).startsWith("one\nNO_GRANT").doesNotContain("three");
            assertThat(host.commands()).containsExactly("echo one");
        }
    }
}
