package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.SshHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A gateway before one host in this process, which is two targets: {@code web} takes commands, {@code kept} a recorded shell too. */
final class OneHost implements AutoCloseable {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { shell: sh, home: %3$s, host-key: "%4$s" }
              kept:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { shell: sh, home: %3$s, host-key: "%4$s", shell-mode: recorded }
            grants:
              - { name: ops-run, who: { groups: [ops] }, target: [web, kept], allow: [command, files, shell], commands: ["*"], paths: ["/**", "~/**"] }
            rules:
              - { name: no-reboot, on: { programs: [reboot] }, verdict: deny, message: "Ask for a maintenance window." }
              - { name: touch-asks, on: { programs: [touch] }, verdict: hold, approvers: { groups: [lead] }, within: 30s }
            """;

    private final Path home;
    private final Gateway gateway;
    private final SshCaller caller;
    private final String token;
    private SshHost host;

    private OneHost(Path home, SshHost host, Gateway gateway) {
        this.home = home;
        this.host = host;
        this.gateway = gateway;
        this.caller = new SshCaller(gateway.sshPort().orElseThrow());
        this.token = gateway.issueToken("anna", "ops");
    }

    /** With its files in a directory. */
    static OneHost in(Path base) throws IOException {
        Path home = Files.createDirectory(base.resolve("home"));
        SshHost host = SshHost.in(home);
        Path password = Files.writeString(base.resolve("web"), SshHost.USER + ":" + SshHost.PASSWORD);
        Gateway gateway = Gateway.builder()
                .policyText(POLICY.formatted(host.port(), password, home, host.key()))
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        return new OneHost(home, host, gateway);
    }

    /** The account's home on the host. */
    Path home() {
        return home;
    }

    SshHost host() {
        return host;
    }

    /** Another host takes the place of this one. */
    void replaceHost() {
        host = host.impostor();
    }

    Gateway gateway() {
        return gateway;
    }

    SshCaller caller() {
        return caller;
    }

    /** The token of anna, who is in ops. */
    String token() {
        return token;
    }

    @Override
    public void close() {
        caller.close();
        gateway.close();
        host.close();
    }
}
