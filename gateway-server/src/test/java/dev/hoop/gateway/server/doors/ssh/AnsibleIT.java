package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.fixture.Recordings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A playbook of Debian's own Ansible through the door, with what docs/ssh.md says a grant for it needs. */
@Tag("e2e")
class AnsibleIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: sh, home: %4$s, host-key: "%5$s" }
              piped:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: sh, home: %4$s, host-key: "%5$s" }
            grants:
              - name: ansible-piped
                who: { groups: [deploy] }
                target: piped
                allow: [command, files]
                commands: [sh, echo, sleep, umask, mkdir, chmod, rm, python3]
                paths: ["/**"]
                opaque: [code-from-file, code-from-input, interactive]
              - name: ansible
                who: { groups: [deploy] }
                target: web
                allow: [command, files]
                commands: [sh, echo, sleep, umask, mkdir, chmod, rm, python3]
                paths: ["/**"]
                opaque: [code-from-file, code-from-input]
            """;

    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: true
              vars: { greeting: "hello from {{ ansible_facts.system }}" }
              tasks:
                - { name: a file, ansible.builtin.copy: { content: "copied\\n", dest: "%1$s/copied", mode: "0600" } }
                - { name: a template, ansible.builtin.template: { src: "%2$s/greeting.j2", dest: "%1$s/templated" } }
                - { name: a command, ansible.builtin.command: { cmd: "/bin/echo one", creates: "%1$s/nothing" }, register: one }
                - { name: a shell, ansible.builtin.shell: "echo $(({{ one.stdout_lines | length }} + 1)) > %1$s/shelled" }
                - { name: a directory, ansible.builtin.file: { path: "%1$s/made", state: directory } }
                - { name: a line, ansible.builtin.lineinfile: { path: "%1$s/copied", line: "added" } }
                - { name: back, ansible.builtin.fetch: { src: "%1$s/copied", dest: "%2$s/fetched", flat: true } }
            """;

    @TempDir
    static Path base;

    private static BetweenOpenSsh between;
    private static Path home;

    @BeforeAll
    static void start() throws Exception {
        between = BetweenOpenSsh.in(base, POLICY).as("ci", Subject.Kind.SERVICE, "deploy");
        base = between.base();
        home = between.home();
        Files.writeString(base.resolve("greeting.j2"), "{{ greeting }}\n");
        Files.writeString(base.resolve("playbook.yml"), PLAYBOOK.formatted(home, base));
    }

    @AfterAll
    static void stop() {
        between.close();
    }

    @Test
    void pipelinedProgramsPassThroughStandardInput() throws Exception {
        Files.deleteIfExists(home.resolve("templated"));

        Done refused = play("web", "pipelining = True");
        assertThat(home.resolve("templated")).doesNotExist();
        Done done = play("piped", "pipelining = True");

        assertThat(refused.code()).isNotZero();
        assertThat(refused.out()).contains("takes commands of its own");
        assertThat(done.code()).as(done.out() + said(between.recordings())).isZero();
        assertThat(home.resolve("templated")).hasContent("hello from Linux\n");
    }

    private record Done(int code, String out) {}

    /** Runs the playbook; {@code more} are lines of ansible.cfg behind those of docs/ssh.md. */
    private static Done play(String target, String more) throws IOException, InterruptedException {
        Files.writeString(base.resolve("hosts"), "web-1 ansible_host=127.0.0.1 ansible_user=" + target + "\n");
        Path config = Files.writeString(
                base.resolve("ansible.cfg"), """
                [defaults]
                interpreter_python = /usr/bin/python3
                remote_tmp = %s/.ansible/tmp
                local_tmp = %s
                host_key_checking = true
                retry_files_enabled = false
                nocows = true
                [ssh_connection]
                ssh_args = -F %s -o ControlMaster=no
                %s
                """.formatted(home, base.resolve("local"), base.resolve("config"), more));
        ProcessBuilder builder = new ProcessBuilder(
                "timeout",
                "180",
                "ansible-playbook",
                "-i",
                base.resolve("hosts").toString(),
                base.resolve("playbook.yml").toString());
        builder.environment().put("ANSIBLE_CONFIG", config.toString());
        builder.environment().put("HOME", base.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), out);
    }

    private static String said(Recordings recordings) throws IOException {
        return recordings.sessions().stream()
                .map(session -> recordings.replay(session, "--text"))
                .collect(Collectors.joining());
    }

    @Test
    void playbookGathersFactsAndChangesTheHost() throws Exception {
        Recordings recordings = between.recordings();

        Done done = play("web", "");

        assertThat(done.code()).as(done.out() + said(recordings)).isZero();
        assertThat(home.resolve("copied")).hasContent("copied\nadded\n");
        assertThat(home.resolve("templated")).hasContent("hello from Linux\n");
        assertThat(home.resolve("shelled")).hasContent("2\n");
        assertThat(home.resolve("made")).isDirectory();
        assertThat(base.resolve("fetched")).hasContent("copied\nadded\n");
    }
}
