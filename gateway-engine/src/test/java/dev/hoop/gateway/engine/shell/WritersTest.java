package dev.hoop.gateway.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.FileUse;
import dev.hoop.gateway.engine.command.FileUse.Origin;
import dev.hoop.gateway.engine.command.PathPattern;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.Verdict;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of the files that well-known programs write. */
class WritersTest {
    private static final ShellSetting SETTING = new ShellSetting(Shell.BASH, Mode.ONCE, "/home/sue", "/w");
    private static final PathPattern ELSEWHERE = new PathPattern("/some/where/else");

    private static List<FileUse> files(String command) {
        return new ShellReader()
                .facts(command, SETTING)
                .command()
                .map(CommandFacts::files)
                .orElseThrow();
    }

    private static List<String> told(String command) {
        return files(command).stream()
                .map(use -> use.operation().policyName() + " " + use.path())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sort -o out in | write /w/out",
                "sort -t: -uo /a/out in | write /a/out",
                "sort --outp=/a/out in | write /a/out",
                "tee -a one /two | write /w/one, write /two",
                "touch -r ref new | write /w/new",
                "truncate -s 0 f | write /w/f",
                "dd if=/dev/zero of=/a bs=1 | write /a",
                "curl -sSo /a http://x/y | write /a",
                "curl -fo/a http://x/y | write /a",
                "curl -D /h -c /c -o /a http://x/y | write /h, write /c, write /a",
                "curl -O http://x/y/name | write /w/name*",
                "wget -qO /a http://x/y | write /a",
                "wget -P /d http://x/y | write /d/**",
                "wget http://x/y/name | write /w/name*",
                "wget -r http://x | write /w/**",
                "cp a b /d | write /d/**",
                "cp -t /d a b | write /d/**",
                "mv a /d | write /d/**, rename /w/a/**, rename /d/**",
                "ln -s /etc/x y | write /w/y/**, link /etc/x/**, link /w/y/**",
                "install -m 644 a /d | write /d/**",
                "install -d /d | mkdir /d/**",
                "mkdir -p -m 700 /d | mkdir /d",
                "rm -r /d /e | remove /d/**, remove /e/**",
                "rm f | remove /w/f",
                "find /d -name x -delete | remove /d/**",
                "sed -i s/a/b/ f g | write /w/f, write /w/g",
                "sed -n -i.bak -e p f | write /w/f",
                "tar czf /a.tgz d | write /a.tgz",
                "tar xzf a.tgz | write /w/**",
                "tar xf a.tgz -C /d | write /d/**",
                "tar xfC a.tgz /d | write /d/**",
                "unzip -q a.zip -d /d | write /d/**",
                "rsync -a s/ /d | write /d/**",
                "rsync --server -vlogDtpre.iLsfxCIvu . /d | write /d/**",
                "scp -t /d | write /d/**",
                "scp h:a /d | write /d/**",
                "split -b 1M f /d/part- | write /d/part-*",
                "uniq -c in out | write /w/out",
                "openssl enc -in a -out /b | write /b/**",
                "git archive -o /a.tar HEAD | write /a.tar/**",
                "git log --output=/a | write /a/**",
                "chmod 600 /f | chmod /w/600, chmod /f",
                "sudo tee /a | write /a",
                "env A=1 nice sort -o /a b | write /a",
                "cd /x && sort -o a b | write /w/a, write /x/a",
                "sh -c 'sort -o /a b' | write /a",
                "find . -exec tee /a {} + | write /a, write …",
            })
    void writtenFilesAreKnown(String command, String told) {
        assertThat(told(command)).containsExactlyInAnyOrder(told.split(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort --new-thing x",
                "sort -Q x",
                "curl --new-thing /a http://x",
                "wget --new-thing /a http://x",
                "cp --new-thing a b",
                "mv --new-thing=/a b c",
                "install --new-thing a b",
                "tar -x --new-thing f",
                "tar xPf a.tar",
                "rsync --new-thing a b",
                "unzip --new-thing a",
                "sed --new-thing -i p f",
                "gzip --new-thing f",
                "patch -p1",
                "cpio -i",
                "sort $X",
                "cp * /d",
                "curl $X",
                "dd $X",
                "tee $X",
                "rm \"$X\"",
                "gcc $X a.c",
                "ls | xargs cp -t /d",
                "ls | xargs sort -o",
            })
    void whereAnOptionIsNotKnownOrComputedAnyFileMayBeMeant(String command) {
        assertThat(files(command))
                .anyMatch(use -> use.origin() == Origin.PROGRAM && ELSEWHERE.mayMeet(use.path(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort x",
                "curl -s http://x/y",
                "curl -so /dev/null http://x/y",
                "wget -qO- http://x/y",
                "cat a b",
                "tar tf a.tar",
                "tar xOf a.tar",
                "gzip -c f",
                "zcat f.gz",
                "sed s/a/b/ f",
                "rsync a h:b",
                "rsync --server --sender -vlogDtpre.iLsfxCIvu . /d",
                "scp -f /d",
                "scp a h:b",
                "tee /dev/stderr",
                "ls | tee >(cat)",
                "find . -name x",
                "git status",
                "openssl x509 -in a -noout",
                "uniq a",
                "dd if=a",
            })
    void whatOnlyReadsWritesNothing(String command) {
        assertThat(told(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sort -o /etc/x y", "sudo tee /etc/x", "sed -i p /etc/x", "tar xf a -C /etc", "cp a \"$B\""})
    void ruleOnWhatIsWrittenMeetsProgramsAndGrantsLeaveItToThem(String command) {
        Policy granting = policy(List.of());
        Policy forbidding = policy(List.of("/etc/**"));

        assertThat(verdict(granting, command)).isInstanceOf(Allowed.class);
        assertThat(verdict(forbidding, command)).isInstanceOf(Denied.class);
        assertThat(verdict(forbidding, "sort -o /srv/x y")).isInstanceOf(Allowed.class);
    }

    private static Policy policy(List<String> forbidden) {
        var builder = Policy.builder()
                .target("web", target -> target.ssh("ssh://web.internal"))
                .grant(
                        "all",
                        grant -> grant.to(Who.EVERYONE)
                                .on("web")
                                .allow("command")
                                .commands("*")
                                .paths("/srv/**"));
        if (!forbidden.isEmpty()) {
            builder.rule(
                    "kept",
                    rule -> rule.on(on -> on.operations("write").paths(forbidden.toArray(String[]::new)))
                            .deny());
        }
        return builder.build();
    }

    private static Verdict verdict(Policy policy, String command) {
        return policy.explain(new Claim(
                        new DecisionId("d"),
                        new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of()),
                        "ssh",
                        Optional.empty(),
                        new Statement(new SessionId("s"), new TargetName("web"), command, List.of(List.of())),
                        new ShellReader().facts(command, SETTING),
                        Optional.empty(),
                        Instant.parse("2026-06-03T10:00:00Z")))
                .verdict();
    }

    @Test
    void copiesUnderAnotherNameAreProgramsOfTheirOwn() {
        assertThat(told("./tee-of-mine /a")).isEmpty(); // names, not contents: docs/shell.md says so
    }
}
