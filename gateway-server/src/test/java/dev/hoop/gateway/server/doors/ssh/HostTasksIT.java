package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.fixture.IssueServer;
import dev.hoop.gateway.server.fixture.SshHost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task lets its assignee do on a host, and for how long. */
final class HostTasksIT {
    private static final int DENIED = 126;

    @TempDir
    Path base;

    private IssueServer tracker;
    private SshHost host;
    private Gateway gateway;
    private SshCaller caller;
    private String token;

    @BeforeEach
    void start() throws IOException {
        tracker = IssueServer.start();
        Path home = Files.createDirectory(base.resolve("home"));
        host = SshHost.in(home);
        Path password = Files.writeString(base.resolve("web"), SshHost.USER + ":" + SshHost.PASSWORD);
        Files.writeString(base.resolve("jira"), "hoop:jira-secret");
        Files.writeString(base.resolve("policy.yaml"), """
                version: 1
                targets:
                  web:
                    type: ssh
                    url: ssh://127.0.0.1:%d
                    credential: file:%s
                    options: { shell: sh, home: %s, host-key: "%s" }
                grants:
                  - { name: looking, who: { groups: [ops] }, target: web, allow: [command], commands: [echo, sleep], task: { type: [Bug, Change] } }
                  - { name: changing, who: { groups: [ops] }, target: web, allow: [command], commands: [touch], paths: ["/**", "~/**"], task: { type: Change, state: In Progress } }
                """.formatted(host.port(), password, home, host.key()));
        gateway = Gateway.start(ConfigurationFile.read(
                Files.writeString(base.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                ssh: { port: 0 }
                policy: policy.yaml
                tracker: %s
                """.formatted(tracker.configured(base.resolve("jira"))))));
        caller = new SshCaller(gateway.sshPort().orElseThrow());
        token = gateway.issueToken("anna", "ops");
    }

    @AfterEach
    void stop() {
        caller.close();
        gateway.close();
        host.close();
        tracker.close();
    }

    @Test
    void taskGivesWhatItsTypeAndStateNeedAndNothingMore() throws IOException {
        tracker.put("OPS-1", "Change", "In Progress", "indeterminate", "anna");
        tracker.put("OPS-2", "Bug", "In Progress", "indeterminate", "anna");
        tracker.put("OPS-3", "Change", "To Do", "new", "anna");
        tracker.put("OPS-4", "Change", "In Progress", "indeterminate", "tom");

        assertThat(run("OPS-1", "touch made")).isZero();
        assertThat(run("OPS-2", "echo seen")).isZero();
        assertThat(run("OPS-2", "touch made")).isEqualTo(DENIED);
        assertThat(run("OPS-3", "touch made")).isEqualTo(DENIED);
        for (String other : new String[] {"OPS-4", "OPS-404", "", "../../admin", "OPS-1/../OPS-1"}) {
            assertThat(run(other, "echo seen")).as(other).isNotZero();
        }
        assertThat(host.commands()).containsExactly("touch made", "echo seen");
    }

    @Test
    void closingTheTaskEndsTheSessionAndTheCommandThatRunsInIt() throws Exception {
        tracker.put("OPS-1", "Change", "In Progress", "indeterminate", "anna");
        try (ClientSession session = caller.password("web", token)) {
            assertThat(exec(session, "OPS-1", "echo seen").code()).isZero();
            CompletableFuture<Integer> asleep = CompletableFuture.supplyAsync(
                    () -> exec(session, "OPS-1", "sleep 60").code());

            tracker.put("OPS-1", "Change", "Done", "done", "anna");

            long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
            while (session.isOpen() && System.nanoTime() < end) {
                LockSupport.parkNanos(50_000_000);
            }
            assertThat(session.isOpen()).isFalse();
            assertThat(asleep.handle((code, broken) -> broken != null || code == null || code != 0)
                            .get(20, TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(run("OPS-1", "echo seen")).isNotZero();
    }

    @Test
    void nothingBeginsWhileTheTrackerIsSilent() throws IOException {
        tracker.put("OPS-1", "Change", "In Progress", "indeterminate", "anna");
        tracker.goDown();

        assertThat(run("OPS-1", "echo seen")).isNotZero();
        assertThat(host.commands()).isEmpty();
    }

    /** The command's code, or -1 if there is none. */
    private int run(String task, String command) throws IOException {
        try (ClientSession session = caller.password("web", token)) {
            Integer code = exec(session, task, command).code();
            return code == null ? -1 : code;
        }
    }

    private static SshCaller.Done exec(ClientSession session, String task, String command) {
        try {
            Map<String, String> variables = task.isEmpty() ? Map.of() : Map.of("HOOP_TASK", task);
            return SshCaller.exec(session, command, new ByteArrayInputStream(new byte[0]), variables);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
