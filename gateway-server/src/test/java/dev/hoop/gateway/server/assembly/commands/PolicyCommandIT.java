package dev.hoop.gateway.server.assembly.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code hoop policy} on a real database. */
final class PolicyCommandIT {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void mistakeIsToldWithItsPlaceAndTheNearestKey() throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), "version: 1\ntargts: {}\n");

        int exit = hoop("policy", "validate", file.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("policy.yaml:2").contains("targets");
    }

    @Test
    void explanationNamesTheRuleAndTheWayOfTheValue() throws Exception {
        String url = "jdbc:h2:mem:explain";
        try (Connection owner = DriverManager.getConnection(url, "owner", "secret");
                Statement statement = owner.createStatement()) {
            statement.execute("create table people (id int primary key, ssn varchar(11))");
            Path credential = Files.writeString(directory.resolve("credential"), "owner:secret");
            Path file = Files.writeString(directory.resolve("policy.yaml"), """
                    version: 1
                    targets: { people: { type: jdbc, url: "%s", credential: "file:%s" } }
                    protected: [ { class: pii.ssn, columns: ["people.*.people.ssn"] } ]
                    grants: [ { name: reads, who: { groups: [support] }, target: people, allow: [select] } ]
                    """.formatted(url, credential));

            int sound = hoop("policy", "validate", file.toString());
            int explained = hoop(
                    "policy",
                    "explain",
                    "--policy",
                    file.toString(),
                    "--as",
                    "sue",
                    "--groups",
                    "support",
                    "--target",
                    "people",
                    "select id from people where ssn like '1%'");

            assertThat(sound).isZero();
            assertThat(explained).isZero();
            assertThat(out.toString()).contains("denied by protected:pii.ssn").contains("PUBLIC.PEOPLE.SSN");
        }
    }

    private int hoop(String... args) {
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(err));
        return commands.execute(args);
    }
}
