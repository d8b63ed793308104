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
import java.util.ArrayList;
import java.util.List;
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

    private Path shop(Statement statement, String url) throws Exception {
        statement.execute("create table people (id int primary key, ssn varchar(11), name varchar(20))");
        statement.execute("create table notes (id int primary key, text varchar(20))");
        Path credential = Files.writeString(directory.resolve("credential"), "owner:secret");
        return Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                targets: { people: { type: jdbc, url: "%s", credential: "file:%s" } }
                protected: [ { class: pii.ssn, columns: ["people.*.people.ssn"] } ]
                grants: [ { name: reads, who: { groups: [support] }, target: people, allow: [select, dml] } ]
                rules:
                  - { name: no-notes, on: { writes: ["*.*.notes"] }, verdict: deny, message: "ask in #notes" }
                  - { name: bulk, on: { kind: [delete] }, verdict: hold, approvers: { groups: [dba] } }
                """.formatted(url, credential));
    }

    private String explained(String sql, String... more) throws Exception {
        String url = "jdbc:h2:mem:explain";
        try (Connection owner = DriverManager.getConnection(url, "owner", "secret");
                Statement statement = owner.createStatement()) {
            Path file = shop(statement, url);
            List<String> words = new ArrayList<>(List.of("policy", "explain", "--policy", file.toString()));
            words.addAll(List.of("--as", "sue", "--groups", "support", "--target", "people"));
            words.addAll(List.of(more));
            words.add(sql);
            assertThat(hoop("policy", "validate", file.toString())).isZero();
            out.getBuffer().setLength(0);
            assertThat(hoop(words.toArray(new String[0]))).isZero();
            return out.toString().replace(System.lineSeparator(), "\n");
        }
    }

    @Test
    void explanationNamesTheRuleAndTheWayOfTheValueAndNoLiteral() throws Exception {
        assertThat(
                        explained(
                                "with q as (select id, upper(ssn) as code from people) select id from q where code like '1234%'"))
                .isEqualTo("""
                        does     select
                        touches  read PUBLIC.PEOPLE
                        column   filter PUBLIC.PEOPLE.SSN in where: PEOPLE.SSN → UPPER → Q.CODE
                        column   read PUBLIC.PEOPLE.ID in select: PEOPLE.ID → Q.ID
                        shows    column 1, copied: PEOPLE.ID → Q.ID
                        step     grants: let in by 'reads' (policy.yaml:4)
                        step     understanding: understood as select
                        step     guard: functions and settings are open
                        step     denies: rule 'no-notes' (policy.yaml:6) does not match: 'writes' does not hold
                        step     protected: a decision in where depends on PUBLIC.PEOPLE.SSN (pii.ssn), which you see masked; class 'pii.ssn' (policy.yaml:3) does not permit it
                        verdict  denied by protected:pii.ssn
                        why      a decision in where depends on PUBLIC.PEOPLE.SSN (pii.ssn), which you see masked; class 'pii.ssn' (policy.yaml:3) does not permit it
                        path     PEOPLE.SSN → UPPER → Q.CODE
                        how      leave the column out of conditions, sorting and grouping, or ask for leave to see class pii.ssn
                        """);
    }

    @Test
    void explanationTellsWhatTheDatabaseDoesNotSee() throws Exception {
        assertThat(explained("select id, cast(ssn as int) from people where name = 'secret name'"))
                .contains("hides    PUBLIC.PEOPLE.SSN: the database reads NULL\n")
                .contains("shows    column 2, transformed: PEOPLE.SSN → cast\n")
                .contains("step     obligations: column 2 masked (pii.ssn), error texts replaced\n")
                .endsWith("verdict  allowed by reads\n")
                .doesNotContain("secret name");
    }

    @Test
    void commandsOfHostsAreExplainedWithoutAskingTheHost() throws Exception {
        Path file = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                targets: { web: { type: ssh, url: "ssh://web.invalid" } }
                grants: [ { name: ops, who: everyone, target: web, allow: [command], commands: ["*"] } ]
                rules: [ { name: no-removal, on: { programs: [rm], paths: ["/"] }, verdict: deny } ]
                """);

        int exit = hoop(
                "policy", "explain", "--policy", file.toString(), "--as", "sue", "--target", "web", "sudo r'm' -rf //");

        assertThat(exit).isZero();
        assertThat(out.toString().replace(System.lineSeparator(), "\n"))
                .contains("starts   rm through sudo\n", "verdict  denied by no-removal\n");
    }

    @Test
    void refusalByARuleSaysItsOwnWords() throws Exception {
        assertThat(explained("update notes set text = 'secret text' where id = 1"))
                .endsWith("""
                        verdict  denied by no-notes
                        why      rule 'no-notes' (policy.yaml:6) denies this
                        how      ask in #notes
                        """)
                .doesNotContain("secret text");
    }

    @Test
    void whatIsHeldSaysWhoMustAgree() throws Exception {
        assertThat(explained("delete from people where id = 1")).endsWith("""
                        verdict  held by bulk
                        why      rule 'bulk' (policy.yaml:7) needs approval
                        how      1 of [dba] must agree within 15 minutes
                        """);
    }

    @Test
    void toolsGetTheSameAsJson() throws Exception {
        assertThat(explained("select max(ssn) from people where id = 4711", "--json"))
                .startsWith(
                        "{\"verdict\":{\"is\":\"allowed\",\"rule\":\"reads\",\"why\":\"\",\"paths\":[],\"how\":\"\"},\"hides\":[],\"steps\":[")
                .contains(
                        "\"output\":[{\"derivation\":\"aggregated\",\"sources\":[\"PUBLIC.PEOPLE.SSN\"],\"path\":\"PEOPLE.SSN → MAX\"}]")
                .doesNotContain("4711");
    }

    private int hoop(String... args) {
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(err));
        return commands.execute(args);
    }
}
