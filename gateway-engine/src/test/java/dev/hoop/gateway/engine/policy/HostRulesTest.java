package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.engine.shell.FileRequest;
import dev.hoop.gateway.engine.shell.FileRequest.Operation;
import dev.hoop.gateway.engine.shell.ForwardRequest;
import dev.hoop.gateway.engine.shell.ForwardRequest.Direction;
import dev.hoop.gateway.engine.shell.ShellReader;
import dev.hoop.gateway.engine.shell.ShellRequest;
import dev.hoop.gateway.engine.shell.ShellSetting;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What grants and rules say of commands, files and forwarded connections. */
final class HostRulesTest {
    private static final Policy POLICY = Policy.builder()
            .target("web", target -> target.ssh("ssh://web.internal"))
            .grant(
                    "operations",
                    grant -> grant.to(Who.groups("ops"))
                            .on("web")
                            .allow("command", "files", "forward")
                            .commands("*")
                            .paths("/tmp/**", "~/**", "/srv/app/**")
                            .destinations("db.internal:5432")
                            .opaque("code-from-file"))
            .grant(
                    "support",
                    grant -> grant.to(Who.groups("support"))
                            .on("web")
                            .allow("command", "file-read")
                            .commands("ls", "cat *", "systemctl status *", "sudo")
                            .paths("/var/log/**"))
            .rule(
                    "no-removal-of-the-system",
                    rule -> rule.on(on -> on.programs("rm").paths("/", "/*", "/etc/**"))
                            .deny())
            .rule(
                    "no-force",
                    rule -> rule.on(on -> on.commands("git push *").options("-f", "--force"))
                            .deny())
            .rule(
                    "restarts-are-held",
                    rule -> rule.on(on -> on.commands("systemctl restart *")).hold(1, "oncall"))
            .rule(
                    "scripts-are-held",
                    rule -> rule.on(on -> on.opaque("code-from-file")).hold(1, "oncall"))
            .rule(
                    "no-writes",
                    rule -> rule.on(on -> on.operations("write").paths("/srv/app/config/**"))
                            .deny())
            .build();

    private static Verdict judge(String group, String text, StatementFacts facts) {
        Subject subject = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of(group));
        Statement statement = new Statement(new SessionId("s"), new TargetName("web"), text, List.of(List.of()));
        return POLICY.judge(new Claim(
                new DecisionId("d"),
                subject,
                "ssh",
                Optional.empty(),
                statement,
                facts,
                Optional.empty(),
                Instant.parse("2026-06-03T10:00:00Z")));
    }

    private static Verdict command(String group, String text) {
        return judge(group, text, new ShellReader().facts(text, ShellSetting.LOGIN));
    }

    private static Verdict file(String group, FileRequest request) {
        return judge(group, request.text(), request.facts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf /",
                "rm -rf //",
                "rm -rf /.",
                "rm -rf /../",
                "cd / && rm -rf *",
                "rm -rf /etc",
                "rm -r /e*",
                "rm $X",
                "rm -rf \"$X\"",
                "sudo rm -rf /etc/cron.d",
                "rm ../../etc/passwd",
                "rm -rf ~root/../etc",
                "find x | xargs rm",
                "cd /etc; rm passwd"
            })
    void ruleMeetsWhatMayBeMeant(String text) {
        assertThat(command("ops", text))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.rule()).isEqualTo("no-removal-of-the-system"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf build",
                "rm /tmp/x",
                "rm -rf ~/x/*",
                "ls /etc",
                "git push origin main",
                "echo 'rm -rf /'",
                "ls > /tmp/x 2>/dev/null"
            })
    void ruleLeavesOtherCommandsAlone(String text) {
        assertThat(command("ops", text)).as(text).isInstanceOf(Allowed.class);
    }

    @Test
    void rulesDenyAndHoldByWhatACommandStarts() {
        assertThat(command("ops", "git push -f origin main")).isInstanceOf(Denied.class);
        assertThat(command("ops", "git push --for origin main")).isInstanceOf(Denied.class);
        assertThat(command("ops", "sudo systemctl restart nginx"))
                .isInstanceOfSatisfying(
                        Held.class, held -> assertThat(held.rule()).isEqualTo("restarts-are-held"));
        assertThat(command("ops", "bash deploy.sh")).isInstanceOf(Held.class);
        assertThat(command("ops", "echo x >> /srv/app/config/x")).isInstanceOf(Denied.class);
    }

    @Test
    void grantReachesWhatItNamesAndNothingElse() {
        assertThat(command("support", "ls -l /")).isInstanceOf(Allowed.class);
        assertThat(command("support", "sudo systemctl status nginx")).isInstanceOf(Allowed.class);
        assertThat(command("support", "cat < /var/log/x")).isInstanceOf(Allowed.class);
        assertThat(command("support", "systemctl restart nginx")).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.code()).isEqualTo(ErrorCode.NO_GRANT);
            assertThat(denied.why()).contains("'systemctl'");
        });
        assertThat(command("support", "ls; id")).isInstanceOf(Denied.class);
        assertThat(command("support", "./ls")).isInstanceOf(Denied.class);
        assertThat(command("support", "/tmp/ls")).isInstanceOf(Denied.class);
        assertThat(command("support", "/bin/ls")).isInstanceOf(Allowed.class);
        assertThat(command("support", "ls > /var/log/../../etc/x")).isInstanceOf(Denied.class);
        assertThat(command("support", "cat < /etc/shadow")).isInstanceOf(Denied.class);
        assertThat(command("nobody", "ls")).isInstanceOf(Denied.class);
    }

    @Test
    void whatIsOpaqueNeedsAGrantThatNamesIt() {
        assertThat(command("ops", "python3 -c 'print(1)'")).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.rule()).isEqualTo("built-in:opaque");
            assertThat(denied.why()).contains("'python3' runs code");
        });
        assertThat(command("ops", "$X")).isInstanceOf(Denied.class);
    }

    @Test
    void filesOfTransfersAreJudgedByOperationAndPath() {
        assertThat(file("support", new FileRequest(Operation.READ, "/var/log/x")))
                .isInstanceOf(Allowed.class);
        assertThat(file("support", new FileRequest(Operation.READ, "/etc/x"))).isInstanceOf(Denied.class);
        assertThat(file("support", new FileRequest(Operation.READ, "/var/log/../x")))
                .isInstanceOf(Denied.class);
        assertThat(file("support", new FileRequest(Operation.WRITE, "/var/log/x")))
                .isInstanceOf(Denied.class);
        assertThat(file("ops", new FileRequest(Operation.WRITE, "/srv/app/x"))).isInstanceOf(Allowed.class);
        assertThat(file("ops", new FileRequest(Operation.WRITE, "/srv/app/config/x")))
                .isInstanceOf(Denied.class);
        assertThat(file("ops", new FileRequest(Operation.RENAME, "/srv/app/x", Optional.of("/etc/x"))))
                .isInstanceOf(Denied.class);
    }

    @Test
    void connectionsAndShellsAreGrantedByName() {
        ForwardRequest database = new ForwardRequest(Direction.LOCAL, "DB.internal", 5432);
        ForwardRequest listening = new ForwardRequest(Direction.REMOTE, "db.internal", 5432);

        assertThat(judge("ops", database.text(), database.facts())).isInstanceOf(Allowed.class);
        assertThat(judge("ops", listening.text(), listening.facts())).isInstanceOf(Denied.class);
        assertThat(judge("ops", "shell gated", ShellRequest.GATED.facts())).isInstanceOf(Denied.class);
    }

    /** One rule for each key, each denying alone. */
    private static final Policy BY_KEY = Policy.builder()
            .target("web", target -> target.ssh("ssh://web.internal"))
            .grant(
                    "all",
                    grant -> grant.to(Who.groups("ops"))
                            .on("web")
                            .allow("command")
                            .commands("*")
                            .paths("**")
                            .opaque("code-from-input", "inline-code", "environment"))
            .rule(
                    "by-argument",
                    rule -> rule.on(on -> on.programs("curl").arguments("http://*"))
                            .deny())
            .rule(
                    "by-via",
                    rule -> rule.on(on -> on.programs("systemctl").via("sudo")).deny())
            .rule(
                    "by-pipe",
                    rule -> rule.on(on -> on.pipesInto("sh", "bash", "python*")).deny())
            .rule("by-variable", rule -> rule.on(on -> on.variables("LD_*")).deny())
            .rule(
                    "by-option",
                    rule -> rule.on(on -> on.programs("git").options("--hard")).deny())
            .rule("by-opaque", rule -> rule.on(on -> on.opaque("inline-code")).deny())
            .rule(
                    "by-removal",
                    rule -> rule.on(on -> on.operations("remove").paths("/srv/**"))
                            .deny())
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "curl -s http://x/y → by-argument",
                "curl -s https://x/y → -",
                "sudo systemctl restart app → by-via",
                "sudo -u root env A=1 systemctl restart app → by-via",
                "systemctl restart app → -",
                "sudo ls → -",
                "curl https://x/y | sh → by-pipe",
                "cat x | sudo bash -s → by-pipe",
                "bash < x → by-pipe",
                "sh <<< ls → by-pipe",
                "python3 - < x → by-pipe",
                "cat x | grep sh → -",
                "LD_PRELOAD=/x ls → by-variable",
                "env LD_LIBRARY_PATH=/x ls → by-variable",
                "PATH=/x ls → -",
                "git reset --hard → by-option",
                "git reset --har → by-option",
                "git reset --soft → -",
                "perl -e 1 → by-opaque",
                "rm /srv/x → by-removal",
                "find /srv -delete → by-removal",
                "rm /tmp/x → -",
            })
    void everyKeyOfARuleMeetsWhatItNames(String text, @Nullable String rule) {
        Subject subject = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("ops"));
        Verdict verdict = BY_KEY.judge(new Claim(
                new DecisionId("d"),
                subject,
                "ssh",
                Optional.empty(),
                new Statement(new SessionId("s"), new TargetName("web"), text, List.of(List.of())),
                new ShellReader().facts(text, new ShellSetting(Shell.BASH, Mode.ONCE, "/home/sue", "~")),
                Optional.empty(),
                Instant.parse("2026-06-03T10:00:00Z")));

        if (rule == null) {
            assertThat(verdict).isInstanceOf(Allowed.class);
        } else {
            assertThat(verdict).isInstanceOf(Denied.class);
            assertThat(verdict.rule()).isEqualTo(rule);
        }
    }
}
