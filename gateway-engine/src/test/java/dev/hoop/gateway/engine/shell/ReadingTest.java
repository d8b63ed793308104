package dev.hoop.gateway.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.ProgramUse;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands are read as. */
class ReadingTest {
    private static final ShellSetting BASH = new ShellSetting(Shell.BASH, Mode.ONCE, "/home/sue", "~");

    static List<String> started(String command) {
        StatementFacts facts = new ShellReader().facts(command, BASH);
        assertThat(facts.gaps()).as(command).isEmpty();
        return facts.command().orElseThrow().programs().stream()
                .map(ReadingTest::words)
                .toList();
    }

    private static String words(ProgramUse use) {
        return use.name() + use.arguments().stream().map(word -> "|" + word).collect(Collectors.joining());
    }

    private static CommandFacts facts(String command) {
        StatementFacts facts = new ShellReader().facts(command, BASH);
        assertThat(facts.gaps()).as(command).isEmpty();
        return facts.command().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '→',
            value = {
                "rm -rf / → rm|-rf|/",
                "r'm' -rf \"/\" → rm|-rf|/",
                "r\\m -r\"\"f / → rm|-rf|/",
                "$'\\x72m' -rf $'/' → rm|-rf|/",
                "{rm,-rf,/} → rm|-rf|/",
                "/bin/./rm -rf / → /bin/./rm|-rf|/",
                "a=1 b=2 rm x → rm|x",
                "echo {1..3} {a,b}{c,d} → echo|1|2|3|ac|ad|bc|bd",
                "echo ~ ~/x → echo|/home/sue|/home/sue/x",
                "echo # rm → echo",
                "echo a#b → echo|a#b",
                "echo \"a\\$b\" 'c$d' → echo|a$b|c$d",
                "echo *.c [ab]? → echo|*.c…|??…",
                "2>/dev/null ls >x → ls",
            })
    void wordsAreWhatTheShellMakesOfThem(String command, String words) {
        assertThat(started(command)).containsExactly(words);
    }

    @Test
    void farSideOfRsyncIsUnderstoodAndItsNearSideWithAnotherShellIsNot() {
        assertThat(facts("rsync --server -vlogDtpre.iLsfxCIvu . /srv/app").opaque())
                .isEmpty();
        assertThat(facts("rsync --server -e.LsfxCIvu . /srv/app").opaque()).isEmpty();
        assertThat(facts("rsync -e.LsfxCIvu . host:/srv/app").opaque()).isNotEmpty();
        assertThat(facts("rsync --server -esh . /srv/app").opaque()).isNotEmpty();
        assertThat(facts("rsync --server --rsh=sh . /srv/app").opaque()).isNotEmpty();
        assertThat(facts("rsync --server -M--rsh=sh -e.x . /srv/app").opaque()).isNotEmpty();
    }

    @Test
    void programsBehindOthersAreSeen() {
        assertThat(started("sudo -u root env A=1 nice -n 5 timeout -k 1 10 rm -rf /"))
                .contains("rm|-rf|/")
                .hasSize(5);
        assertThat(started("sh -c 'ls; rm -rf /'")).contains("ls", "rm|-rf|/");
        assertThat(started("find . -name x -exec rm -f {} +")).contains("rm|-f|…");
        assertThat(started("ls | xargs -n1 rm -v")).contains("rm|-v|……");
        assertThat(started("ssh -p 22 host 'rm -rf /'")).contains("rm|-rf|/");
        assertThat(started("busybox rm -rf /")).contains("rm|-rf|/");
        assertThat(started("eval 'rm -rf' /")).contains("rm|-rf|/");
        assertThat(started("bash <<'E'\nrm -rf /\nE")).contains("rm|-rf|/");
        assertThat(started("echo $(rm -rf /) `rm x` \"$(rm y)\" <(rm z)")).contains("rm|-rf|/", "rm|x", "rm|y", "rm|z");
        assertThat(started("f() { rm -rf /; }; f")).contains("rm|-rf|/");
        assertThat(started("if a; then b; elif c; then d; else e; fi; while f; do g; done; for x in 1; do h; done"))
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(started("case x in a|b) ls;; *) rm y;; esac; (a; b) | { c; }"))
                .contains("ls", "rm|y", "a", "b", "c");
        assertThat(started("cat <<E; rm x\n$(rm y)\nE\nrm z")).contains("cat", "rm|x", "rm|y", "rm|z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$X -rf /",
                "$(echo rm) -rf /",
                "r$X -rf /",
                "/bin/r? -rf /",
                "echo rm | sh",
                "base64 -d x | bash",
                "eval $X",
                "sh -c \"$X\"",
                ". ./x",
                "bash x.sh",
                "python3 -c 'x'",
                "perl -e 'x'",
                "awk 'BEGIN{system(\"x\")}'",
                "PATH=/tmp:$PATH ls",
                "LD_PRELOAD=x ls",
                "alias ls=rm",
                "vim -c ':!x'",
                "vi x",
                "bash",
                "tar cf x --checkpoint-action=exec=x y",
                "git -c core.pager=x log",
                "sudo $X",
                "find $X",
                "find . -name x $Y",
                "xargs -a f sh",
                "x='a[$(rm)]'; echo $((x))",
                "[[ $1 -eq 1 ]]",
                "env -S 'rm -rf /'",
                "${x@P}",
                "exec $X",
            })
    void whatIsComputedIsOpaque(String command) {
        StatementFacts facts = new ShellReader().facts(command, BASH);

        assertThat(facts.gaps()).isEmpty();
        assertThat(facts.kinds()).contains(StatementKind.OPAQUE);
        assertThat(facts.command().orElseThrow().opaque()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'x",
                "echo \"x",
                "echo $(x",
                "echo ${x",
                "echo `x",
                "if x",
                "for",
                "case x in",
                "x &&",
                "x |",
                "{ x;",
                "( x",
                "cat <<E",
                "x <<E\ny",
                "x >",
                "echo a(b)",
                "x ;; y",
                ") x",
                "} x",
                "done",
                "& x",
                "; x",
                "x & ; y",
                "$[1]",
                "x \u200b",
                "x\u00a0y",
                "echo $'\\xff'",
                "$((rm -rf /))",
                "$((echo a); (rm -rf /))",
                "((rm -rf /))",
                "",
                "#",
                "${(e)x}",
                "echo @(a|b)",
                "x \u0001"
            })
    void whatIsNotOfTheGrammarIsNotUnderstood(String command) {
        StatementFacts facts = new ShellReader().facts(command, BASH);

        assertThat(facts.complete()).as(command).isFalse();
        assertThat(facts.executable()).isEmpty();
        assertThat(facts.command()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"((rm -rf /))", "((x))", "[[ a && b ]]", "echo $'\\'; rm -rf / #'"})
    void whatShellsReadDifferentlyIsNotUnderstoodWhereTheShellIsNotKnown(String command) {
        assertThat(new ShellReader().facts(command, ShellSetting.LOGIN).complete())
                .isFalse();
    }

    @Test
    void openConstructsAskForMoreLines() {
        ShellReader reader = new ShellReader();

        assertThat(reader.completeness("for x in 1; do", BASH)).isEqualTo(Completeness.MORE);
        assertThat(reader.completeness("echo 'x", BASH)).isEqualTo(Completeness.MORE);
        assertThat(reader.completeness("cat <<E\nx", BASH)).isEqualTo(Completeness.MORE);
        assertThat(reader.completeness("echo x", BASH)).isEqualTo(Completeness.COMPLETE);
        assertThat(reader.completeness("echo )", BASH)).isEqualTo(Completeness.WRONG);
    }

    @Test
    void pathsAreWithoutDetours() {
        assertThat(facts("rm -rf /etc/../etc//./passwd").programs().get(0).paths())
                .extracting(Object::toString)
                .contains("/etc/passwd/**");
        assertThat(facts("cd /etc && rm -f passwd").programs().get(1).paths())
                .extracting(Object::toString)
                .contains("/etc/passwd", "/home/sue/passwd");
        assertThat(facts("cat ~/x >> y 2>/dev/null").files())
                .extracting(file -> file.operation() + " " + file.path())
                .containsExactly("WRITE /home/sue/y", "WRITE /dev/null");
    }
}
