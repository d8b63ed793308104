package dev.hoop.gateway.server.assembly.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class TokenCommandIT {
    @TempDir
    Path directory;

    private Path file;

    private record Said(int exit, String out, String err) {}

    @BeforeEach
    void configure() throws IOException {
        file = Files.writeString(
                directory.resolve("hoop.yaml"), "version: 1\nplain: true\nlisten: { port: 0 }\npolicy: policy.yaml\n");
        Files.writeString(directory.resolve("policy.yaml"), "version: 1\n");
    }

    private Said hoop(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--config", file.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exit = line.execute(all.toArray(String[]::new));
        return new Said(exit, out.toString(), err.toString());
    }

    private Said create() {
        return hoop("token", "create", "--subject", "sue", "--groups", "support,on call", "--expires", "8h");
    }

    @Test
    void createdTokenStandsAloneOnStandardOutput() {
        Said said = create();

        assertThat(said.exit()).isZero();
        assertThat(said.out().strip()).matches("hoop_[A-Za-z0-9_-]{43}");
        assertThat(said.err()).contains("for sue").doesNotContain(said.out().strip());
    }

    @Test
    void listShowsNoSecretAndRevokeIsFinal() {
        String secret = create().out().strip();
        String id = hoop("token", "list")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];

        Said revoked = hoop("token", "revoke", id);
        Said again = hoop("token", "revoke", id);
        Said list = hoop("token", "list");

        assertThat(revoked.out()).isEqualToIgnoringNewLines("revoked");
        assertThat(again.out()).contains("before");
        assertThat(list.out()).contains("revoked", "sue", "on call,support").doesNotContain(secret);
    }

    @Test
    void tokenIsMadeForTargetsAndKindsAndTheListSaysSo() {
        Said made = hoop(
                "token",
                "create",
                "--subject",
                "ci",
                "--expires",
                "8h",
                "--targets",
                "orders, people",
                "--allow",
                "read");

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(hoop("token", "list").out()).contains("kind select target orders target people");
        for (String[] wrong : new String[][] {{"--targets", ","}, {"--allow", " "}, {"--allow", "everything"}}) {
            Said refused = hoop("token", "create", "--subject", "ci", "--expires", "8h", wrong[0], wrong[1]);
            assertThat(refused.exit()).as(String.join(" ", wrong)).isNotZero();
            assertThat(refused.out()).isEmpty();
        }
    }

    @Test
    void runningGatewayIsAskedInsteadOfItsFiles() {
        try (Gateway gateway = Gateway.start(ConfigurationFile.read(file))) {
            Said said = create();
            hoop("token", "create", "--subject", "ci", "--expires", "8h", "--targets", "orders", "--allow", "select");

            assertThat(said.exit()).isZero();
            assertThat(gateway.tokens().list()).hasSize(2);
            assertThat(hoop("token", "list").out()).contains("kind select target orders");
        }
    }

    @Test
    void versionIsToldByEveryCommand() {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));

        assertThat(line.execute("--version")).isZero();
        assertThat(line.execute("serve", "-V")).isZero();

        assertThat(out.toString().lines().filter(told -> told.matches("hoop \\d+\\.\\d+\\.\\d+.*")))
                .hasSize(2);
    }

    @Test
    void unknownTokenIsToldInOneSentence() {
        Said said = hoop("token", "revoke", "nothing");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).startsWith("hoop: there is no token 'nothing'").hasLineCount(1);
    }

    @Test
    void lifeThatIsNoTimeIsNotUnderstood() {
        Said said = hoop("token", "create", "--subject", "sue", "--expires", "tomorrow");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("30m, 8h, 90d, or never");
    }

    @Test
    void configurationIsCheckedWithoutStarting() throws IOException {
        assertThat(hoop("serve", "--check").exit()).isZero();

        Files.writeString(directory.resolve("policy.yaml"), "version: 1\ntragets: {}\n");
        Said said = hoop("serve", "--check");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("tragets", "targets");
    }
}
