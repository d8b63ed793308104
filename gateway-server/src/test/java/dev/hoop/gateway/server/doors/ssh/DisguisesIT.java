package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.doors.ssh.BetweenOpenSsh.Done;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that is denied does not run, and a place that is denied is neither read nor changed, in whatever guise a real client asks. */
@Tag("e2e")
class DisguisesIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: bash, home: %4$s, host-key: "%5$s" }
            grants:
              - { name: ops, who: { groups: [ops] }, target: web, allow: [command, files], commands: ["*"], paths: ["/**"] }
            rules:
              - { name: untouched, on: { programs: [touch] }, verdict: deny }
              - { name: kept, on: { paths: ["%4$s/outer/kept/**"] }, verdict: deny }
            """;

    @TempDir
    static Path base;

    private static BetweenOpenSsh between;
    private static Path home;

    @BeforeAll
    static void start() throws Exception {
        between = BetweenOpenSsh.in(base, POLICY, builder -> builder).as("anna", Subject.Kind.PERSON, "ops");
        home = between.home();
        Files.createDirectories(home.resolve("outer/kept"));
        Files.writeString(home.resolve("outer/kept/secret"), "CANARY\n");
        Files.writeString(home.resolve("plain"), "plain\n");
        Files.writeString(base.toRealPath().resolve("plain"), "plain\n");
    }

    @AfterAll
    static void stop() {
        between.close();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandInDisguiseDoesNothing(String command) throws Exception {
        Done done = between.ssh("web", command.replace("@", home.toString()));

        assertNothingHappened(done);
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void transferInDisguiseDoesNothing(String lines) throws Exception {
        Path local = base.toRealPath();
        Path batch = Files.writeString(
                local.resolve("batch"), lines.replace("@", home.toString()).replace("~", local.toString()) + "\n");
        List<String> sftp = new ArrayList<>(List.of("sftp", "-F", between.config(), "-b", batch.toString(), "web@x"));
        Done done = between.run(sftp);

        assertNothingHappened(done);
        assertThat(local.resolve("got")).as(done.toString()).doesNotExist();
    }

    private static void assertNothingHappened(Done done) throws Exception {
        assertThat(home.resolve("pwned")).as(done.toString()).doesNotExist();
        assertThat(done.out()).doesNotContain("CANARY");
        assertThat(done.err()).doesNotContain("CANARY");
        assertThat(home.resolve("outer/kept/secret")).as(done.toString()).hasContent("CANARY");
        try (Stream<Path> names = Files.list(home.resolve("outer/kept"))) {
            assertThat(names).hasSize(1);
        }
    }

    static List<String> commands() {
        return List.of(
                "ls # \\\ntouch @/pwned",
                ": 'a[$(touch @/pwned)]'; echo $((_))",
                "read <<< 'a[$(touch @/pwned)]'; echo $((REPLY))",
                "OPTIND='a[$(touch @/pwned)]'",
                "printf -v RANDOM %s 'a[$(touch @/pwned)]'",
                "declare -i x; x='a[$(touch @/pwned)]'",
                "declare -n x; x='a[$(touch @/pwned)]'; echo $x",
                "declare -a x='($(touch @/pwned))'",
                "bash -c 'echo $((BASH_ARGV0))' 'a[$(touch @/pwned)]'",
                "nice -5 touch @/pwned",
                "setarch -R touch @/pwned",
                "echo /usr/bin/touch @/pwned | setarch x86_64",
                "prlimit --nofile touch @/pwned",
                "choom -n 0 touch @/pwned",
                "env =x touch @/pwned",
                "X='; -exec touch @/pwned'; find . -maxdepth 0 -exec echo $X ';'",
                "tar --use='touch @/pwned' -cf /dev/null .",
                "printf '#!/bin/sh\\ntouch @/pwned' > @/s; chmod +x @/s; sort --comp=@/s -S1 @/plain @/plain",
                "service ../..@/s start",
                "grep -d recurse . @/outer",
                "curl -s 'file://localhost@/outer/{kept,x}/secret'",
                "cat /proc/self/root@/outer/kept/secret",
                "date -uf@/outer/kept/secret",
                "echo @/outer/ke''pt/secret | tar -cO -T -",
                "cd outer && rsync --server --sender -se.LsfxCIvu",
                "/usr/lib/openssh/sftp-server",
                "mv outer away; cat away/kept/secret; mv away outer");
    }

    static List<String> transfers() {
        return List.of(
                "get outer/kept/secret ~/got",
                "get outer//./kept/../kept/secret ~/got",
                "-symlink @/outer l1\nget l1/kept/secret ~/got",
                "-symlink outer/kept l2\nget l2/secret ~/got",
                "-symlink @/outer/kept/secret l3\nget l3 ~/got",
                "-ln outer/kept/secret l4\nget l4 ~/got",
                "-rename outer/kept/secret l5\nget l5 ~/got",
                "-rename outer/kept l6\nget l6/secret ~/got",
                "-rename outer l7\n-get l7/kept/secret ~/got\nrename l7 outer",
                "-cp outer/kept/secret l8\nget l8 ~/got",
                "get /proc/self/root@/outer/kept/secret ~/got",
                "-cd outer\n-cd kept\nget secret ~/got",
                "put ~/plain outer/kept/new",
                "-symlink @/outer/kept/new l9\nput ~/plain l9",
                "mkdir outer/kept/sub",
                "rename plain outer/kept/plain",
                "rm outer/kept/secret",
                "-chmod 777 outer/kept/secret\n-rmdir outer/kept\n-ls outer/kept\ndf outer/kept",
                "-reget outer/kept/secret ~/got");
    }
}
