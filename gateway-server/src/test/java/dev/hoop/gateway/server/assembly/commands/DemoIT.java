package dev.hoop.gateway.server.assembly.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The first of the two commands of the README. */
final class DemoIT {
    @Test
    void demoTellsItsStoryAndEndsWell() {
        StringWriter told = new StringWriter();
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(told));

        int exit = commands.execute("demo");

        assertThat(told.toString())
                .contains("****5462")
                .contains("redacted")
                .contains("rule 'no-drop' (policy.yaml:17) denies this")
                .contains("waits for 1 of dba")
                .contains("was refused: paid payments are not touched")
                .contains("the token of this session was revoked")
                .contains(": sound")
                .contains("Everything went as told.")
                .doesNotContain("UNEXPECTED")
                .doesNotContain("457-55")
                .doesNotContain("219-09")
                .doesNotContain("@compiler.example")
                .doesNotContain("2334");
        assertThat(exit).isZero();
    }
}
