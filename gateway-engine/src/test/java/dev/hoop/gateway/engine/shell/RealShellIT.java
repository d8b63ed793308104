package dev.hoop.gateway.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.command.ProgramUse;
import dev.hoop.gateway.engine.shell.ShellSetting.Mode;
import dev.hoop.gateway.engine.shell.ShellSetting.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real shells start no program that the facts did not name. Programs that only write down their calls stand for all others. */
class RealShellIT {
    private static final ShellSetting BASH = new ShellSetting(Shell.BASH, Mode.ONCE, "/home/sue", "~");
    private static final ShellSetting EITHER = new ShellSetting(Shell.EITHER, Mode.ONCE, "/home/sue", "~");
    private static final int COMMANDS = Integer.getInteger("hoop.test.commands", 250);

    private final long seed = Long.getLong("hoop.test.seed", 20_260_101L);

    @TempDir
    private Path directory;

    private StubbedShell shell;

    @BeforeEach
    void onlyWhereThereAreShells() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")) && Files.isExecutable(Path.of("/bin/dash")));
        shell = new StubbedShell(directory);
    }

    @Test
    void nothingRunsThatWasNotForeseen() {
        RandomCommands commands = new RandomCommands(seed);
        int read = 0;
        int called = 0;
        for (int i = 0; i < COMMANDS; i++) {
            String command = commands.command();
            StatementFacts facts = new ShellReader().facts(command, BASH);
            if (!facts.complete()) {
                continue;
            }
            read++;
            List<List<String>> calls = shell.run("/bin/bash", command);
            called += calls.size();
            if (facts.command().orElseThrow().complete()) {
                assertForeseen(command, facts, calls);
            }
        }
        assertThat(read).as("commands that were read, seed %d", seed).isGreaterThan(COMMANDS * 8 / 10);
        assertThat(called).isGreaterThan(COMMANDS);
    }

    private void assertForeseen(String command, StatementFacts facts, List<List<String>> calls) {
        for (List<String> call : calls) {
            assertThat(Calls.foresees(facts.command().orElseThrow(), call))
                    .as(
                            "seed %d%n%s%ncalled %s%nforeseen %s",
                            seed, command, call, facts.command().orElseThrow().programs())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void spellingIsUnderstoodAsTheShellUnderstandsIt(String command) {
        StatementFacts facts = new ShellReader().facts(command, BASH);
        List<List<String>> calls = shell.run("/bin/bash", command);

        assertThat(calls).as("is a way to call it: %s", command).contains(List.of("zap", "-rf", "/"));
        if (facts.complete() && facts.command().orElseThrow().complete()) {
            assertForeseen(command, facts, calls);
        }
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void whatDashRunsIsForeseenToo(String command) {
        StatementFacts facts = new ShellReader().facts(command, EITHER);
        List<List<String>> calls = shell.run("/bin/dash", command);

        if (facts.complete() && facts.command().orElseThrow().complete()) {
            assertForeseen(command, facts, calls);
        }
    }

    @ParameterizedTest
    @MethodSource("exact")
    void factsAreWhatRuns(String command) {
        StatementFacts facts = new ShellReader().facts(command, BASH);

        assertThat(facts.command().orElseThrow().programs().stream()
                        .filter(use ->
                                StubbedShell.PROGRAMS.contains(use.baseName().toString()))
                        .filter(Calls::isKnown)
                        .map(Calls::words))
                .containsExactlyInAnyOrderElementsOf(shell.run("/bin/bash", command));
    }

    static List<String> spellings() {
        return ShellCorpus.of("spellings").stream()
                .map(ShellCorpus.Entry::command)
                .toList();
    }

    static List<String> exact() {
        return ShellCorpus.of("exact").stream().map(ShellCorpus.Entry::command).toList();
    }

    @Test
    void stubsTellTheirCalls() {
        assertThat(shell.run("/bin/bash", "zap 'a b' '' c")).containsExactly(List.of("zap", "a b", "", "c"));
        assertThat(new ShellReader()
                        .facts("zap 'a b' '' c", BASH)
                        .command()
                        .orElseThrow()
                        .programs())
                .extracting(ProgramUse::arguments)
                .hasSize(1);
    }
}
