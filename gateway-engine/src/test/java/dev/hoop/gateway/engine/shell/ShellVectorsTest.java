package dev.hoop.gateway.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Explanation;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.engine.shell.ShellCorpus.Entry;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A policy that grants every program there is, and forbids a few things, stops them however they are written, and nothing else. {@code
 * docs/shell-vectors.md} is the list; {@code -Dhoop.write-documents=true} writes it.
 */
class ShellVectorsTest {
    private static final Path PAGE = Path.of("..", "docs", "shell-vectors.md");
    private static final String[] SYSTEM = {
        "/",
        "/*",
        "/bin/**",
        "/boot/**",
        "/dev/**",
        "/etc/**",
        "/lib/**",
        "/proc/**",
        "/root/.ssh/**",
        "/sbin/**",
        "/sys/**",
        "/usr/**"
    };

    private static final Policy POLICY = Policy.builder()
            .target("web", target -> target.ssh("ssh://web.internal"))
            .grant(
                    "operations",
                    grant -> grant.to(Who.EVERYONE)
                            .on("web")
                            .allow("command")
                            .commands("*")
                            .paths("/**", "~/**"))
            .rule(
                    "system-stays",
                    rule -> rule.on(on -> on.programs(
                                            "rm",
                                            "rmdir",
                                            "mv",
                                            "shred",
                                            "truncate",
                                            "chmod",
                                            "chown",
                                            "ln",
                                            "cp",
                                            "tee",
                                            "dd")
                                    .paths(SYSTEM))
                            .deny())
            .rule(
                    "no-search-and-delete",
                    rule -> rule.on(on -> on.programs("find").options("-delete"))
                            .deny())
            .rule(
                    "system-is-not-written",
                    rule -> rule.on(on -> on.operations("write").paths(SYSTEM))
                            .unless(unless -> unless.operations("read", "write")
                                    .paths("/dev/null", "/tmp/**", "/var/log/**", "/srv/**", "~/**"))
                            .deny())
            .rule(
                    "shadow-stays-unread",
                    rule -> rule.on(on -> on.programs(
                                            "cat", "curl", "wget", "tar", "zip", "cpio", "sort", "wc", "grep", "rgrep",
                                            "date", "gcc")
                                    .paths("/etc/shadow"))
                            .deny())
            .rule(
                    "machine-stays-up",
                    rule -> rule.on(on -> on.commands(
                                    "reboot",
                                    "halt",
                                    "poweroff",
                                    "shutdown",
                                    "init",
                                    "mkfs*",
                                    "systemctl poweroff",
                                    "systemctl reboot"))
                            .deny())
            .build();

    private static final List<ShellSetting> SETTINGS =
            List.of(ShellSetting.LOGIN, new ShellSetting(Shell.BASH, Mode.ONCE, "/home/sue", "~"));

    static List<Entry> evasions() {
        return ShellCorpus.of("evasions");
    }

    static List<Entry> ordinary() {
        return ShellCorpus.of("ordinary");
    }

    private static Explanation judged(String command, ShellSetting setting) {
        Subject subject = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of());
        return POLICY.explain(new Claim(
                new DecisionId("d"),
                subject,
                "ssh",
                Optional.empty(),
                new Statement(new SessionId("s"), new TargetName("web"), command, List.of(List.of())),
                new ShellReader().facts(command, setting),
                Optional.empty(),
                Instant.parse("2026-06-03T10:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("evasions")
    void evasionIsDenied(Entry evasion) {
        for (ShellSetting setting : SETTINGS) {
            Explanation explanation = judged(evasion.command(), setting);
            assertThat(explanation.verdict())
                    .as("%s%n%s%n%s", evasion, setting.shell(), explanation)
                    .isInstanceOf(Denied.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void ordinaryCommandIsAllowed(Entry ordinary) {
        for (ShellSetting setting : SETTINGS) {
            Explanation explanation = judged(ordinary.command(), setting);
            assertThat(explanation.verdict())
                    .as("%s%n%s%n%s", ordinary, setting.shell(), explanation)
                    .isInstanceOf(Allowed.class);
        }
    }

    @Test
    void listsAreLong() {
        assertThat(evasions()).hasSizeGreaterThan(300);
        assertThat(ordinary()).hasSizeGreaterThan(150);
        assertThat(ShellCorpus.of("spellings")).hasSizeGreaterThan(150);
    }

    @Test
    void pageListsThemAll() throws IOException {
        String page = page();
        if (Boolean.getBoolean("hoop.write-documents")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Shell vectors

                What the reading of commands is attacked with in its own tests. `ShellVectorsTest` writes this page and runs the first two lists
                against a policy which grants every program that is understood and forbids a few things to be done to the system:

                - **evasions**: each must be denied, as bash reads it and where the shell is not known
                - **ordinary commands**: each must be allowed
                - **spellings** run in real shells (`RealShellIT`) with a program that only writes down how it was called: each calls it, and what bash
                  and dash then start must be what was foreseen, or the command opaque. The same test writes commands at random
                  (`-Dhoop.test.commands=…`, `-Dhoop.test.seed=…`).

                A line's end within a command is written ␤, a tab ␉, and a character that cannot be seen by its number. What is not stopped stands in
                [shell.md](shell.md).
                """);
        for (String list : List.of("evasions", "ordinary", "spellings")) {
            page.append("\n## ")
                    .append(list.equals("ordinary") ? "ordinary commands" : list)
                    .append("\n\n```text\n");
            for (String line : ShellCorpus.lines(list)) {
                page.append(line.startsWith("## ") ? "# " + line.substring(3) : line)
                        .append('\n');
            }
            page.append("```\n");
        }
        return page.toString();
    }
}
