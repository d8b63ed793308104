package dev.hoop.gateway.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell that goes on takes, and what it does not. */
class ConstructReaderTest {
    private static final ConstructReader READER =
            new ConstructReader(new ShellSetting(Shell.BASH, Mode.ONCE, "/home/sue", "~"), Set.of("vim", "less"));

    private static StatementFacts facts(String construct) {
        return READER.facts(construct, "/srv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias ls=rm",
                "unalias -a",
                "eval ls",
                "command eval ls",
                "builtin eval ls",
                "exec ls",
                "exec 2>/dev/null",
                ". script",
                "source script",
                "trap ls DEBUG",
                "trap - INT",
                "set",
                "set -x",
                "set -- a b",
                "shopt -s expand_aliases",
                "enable -n echo",
                "hash -p /bin/rm ls",
                "bind -x a",
                "fc -s",
                "history -s rm",
                "mapfile a",
                "complete -C rm ls",
                "coproc cat",
                "ls &",
                "(ls; ls) & ls",
                "ls && rm x &",
                "ls() { rm x; }",
                "function ls { rm x; }",
                "declare -f",
                "declare -n a=b",
                "declare -i a=b",
                "declare",
                "export -f ls",
                "readonly",
                "typeset -p",
                "PATH=/tmp",
                "PATH=/tmp ls",
                "export PATH=/tmp",
                "IFS=x",
                "read IFS",
                "BASH_ENV=x",
                "PROMPT_COMMAND=x",
                "LD_PRELOAD=x ls",
                "for PATH in a b; do ls; done",
                "printf -v PATH x",
                "$X",
                "$(echo rm) x",
                "/bin/r* x",
                "echo ${!X}",
                "echo ${!_@}",
                "echo $((X))",
                "[[ $X -eq 1 ]]",
                "ulimit -u 0",
                "suspend",
                "fg",
                "bash",
                "vi x",
                "vim x | vi",
                "if :; then alias a=b; fi",
                "( trap ls EXIT )",
                "echo $(eval ls)",
            })
    void whatChangesLaterConstructsIsNotUnderstood(String construct) {
        assertThat(facts(construct).gaps()).as(construct).isNotEmpty();
        assertThat(facts(construct).executable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls -l /tmp",
                "cd /srv && pwd",
                "X='a b'",
                "export X=1 Y=2",
                "declare -x X=1",
                "readonly X=1",
                "for i in 1 2; do echo $i; done",
                "while read x; do echo \"$x\"; done < file",
                "if test -f a; then cat a; else echo none; fi",
                "cat <<END\ntext\nEND",
                "echo $((2 + 3))",
                "ls | grep x > out 2>&1",
                "LC_ALL=C sort file",
                "exit 3",
                "vim file",
            })
    void whatAPersonDoesIsTaken(String construct) {
        assertThat(facts(construct).gaps()).as(construct).isEmpty();
    }

    @Test
    void relativePathsAreWhereTheShellIs() {
        assertThat(facts("rm passwd").command().orElseThrow().programs().get(0).paths())
                .anySatisfy(path -> assertThat(path.toString()).contains("/srv/passwd"));
        assertThat(READER.facts("rm passwd", "")
                        .command()
                        .orElseThrow()
                        .programs()
                        .get(0)
                        .paths())
                .noneSatisfy(path -> assertThat(path.toString()).contains("/srv"));
    }

    @Test
    void keysGoToProgramsOfTheListAlone() {
        assertThat(READER.takesTerminal(facts("vim file"))).isTrue();
        assertThat(READER.takesTerminal(facts("/usr/bin/less file"))).isTrue();
        assertThat(READER.takesTerminal(facts("vim file; cat"))).isFalse();
        assertThat(READER.takesTerminal(facts("cat"))).isFalse();
        assertThat(READER.takesTerminal(facts("X=1"))).isFalse();
    }

    @Test
    void openQuotesAndLoopsNeedMoreLines() {
        assertThat(READER.completeness("echo 'a")).isEqualTo(Completeness.MORE);
        assertThat(READER.completeness("for i in 1 2; do")).isEqualTo(Completeness.MORE);
        assertThat(READER.completeness("cat <<E\na")).isEqualTo(Completeness.MORE);
        assertThat(READER.completeness("echo a")).isEqualTo(Completeness.COMPLETE);
        assertThat(READER.completeness("done")).isEqualTo(Completeness.WRONG);
    }
}
