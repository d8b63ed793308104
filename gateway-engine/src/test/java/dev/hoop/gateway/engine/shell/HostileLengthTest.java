package dev.hoop.gateway.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts that are made to be long in reading: each ends in facts or in a refusal, without a stack that overflows, and far within the time that
 * reading anything quadratic of this length would take.
 */
class HostileLengthTest {
    private static final Duration NEVER = Duration.ofSeconds(60);
    private static final int LONG = ShellReader.MOST_CHARACTERS - 64;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a line of a megabyte", "echo " + "x".repeat(1 << 20)),
                Arguments.of("one word", "echo " + "x".repeat(LONG)),
                Arguments.of("brackets", "(".repeat(LONG)),
                Arguments.of("brackets that close", "(".repeat(LONG / 2) + "a" + ")".repeat(LONG / 2)),
                Arguments.of("substitutions", "echo " + "$(".repeat(LONG / 2)),
                Arguments.of("old substitutions", "echo " + "`echo \\".repeat(LONG / 7)),
                Arguments.of("braces", "echo " + "{a,b}".repeat(LONG / 5)),
                Arguments.of("open braces", "echo " + "{".repeat(LONG)),
                Arguments.of("open braces with commas", "echo " + "{,".repeat(LONG / 2)),
                Arguments.of("ranges", "echo {1..99999999}{1..99999999}"),
                Arguments.of("parameters", "echo " + "${a:-".repeat(LONG / 5)),
                Arguments.of("sums", "echo $((" + "1+(".repeat(LONG / 3) + "))"),
                Arguments.of("quotes", "echo " + "\"'".repeat(LONG / 2)),
                Arguments.of("backslashes", "echo " + "\\".repeat(LONG)),
                Arguments.of("pipes", "a" + "|a".repeat(LONG / 2)),
                Arguments.of("lists", "a;".repeat(LONG / 2)),
                Arguments.of("ampersands", "a&".repeat(LONG / 2)),
                Arguments.of("assignments", "a=1 ".repeat(LONG / 4)),
                Arguments.of("redirections", "a" + " >b".repeat(LONG / 3)),
                Arguments.of("here-documents", "cat" + " <<E".repeat(LONG / 4) + "\n"),
                Arguments.of("here-documents without an end", "cat <<E\n" + "F\n".repeat(LONG / 2)),
                Arguments.of("loops", "while a; do ".repeat(LONG / 12)),
                Arguments.of("conditions", "if a; then ".repeat(LONG / 11)),
                Arguments.of("cases", "case a in a) ".repeat(LONG / 13)),
                Arguments.of("functions", "a() { ".repeat(LONG / 6)),
                Arguments.of("programs behind programs", "env ".repeat(LONG / 4) + "a"),
                Arguments.of("shells within shells", "sh -c 'sh -c \"sh -c a\"' ".repeat(LONG / 24)),
                Arguments.of("changes of directory", "cd a && ".repeat(LONG / 8) + "rm b"),
                Arguments.of("parts of a path", "rm " + "../a/".repeat(LONG / 5)),
                Arguments.of("patterns", "rm " + "*?".repeat(LONG / 2)),
                Arguments.of("tildes", "echo " + "~/ ".repeat(LONG / 3)),
                Arguments.of("comparisons", "[[ " + "a -eq b && ".repeat(LONG / 11) + "a ]]"),
                Arguments.of("elements", "a=(" + "b ".repeat(LONG / 2) + ")"),
                Arguments.of("negations", "! ".repeat(LONG / 2) + "a"),
                Arguments.of("line ends", "\n".repeat(LONG) + "a"),
                Arguments.of("lines that go on", "a \\\n".repeat(LONG / 4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void longTextsEnd(String name, String text) {
        for (Mode mode : Mode.values()) {
            StatementFacts facts = assertTimeoutPreemptively(
                    NEVER, () -> new ShellReader().facts(text, ShellSetting.LOGIN.in(mode, "~")), name);

            assertThat(facts.gaps().isEmpty() || facts.executable().isEmpty())
                    .as("what has a gap does not run")
                    .isTrue();
            assertTimeoutPreemptively(NEVER, () -> new ShellReader().completeness(text, ShellSetting.LOGIN), name);
        }
    }
}
