package dev.hoop.gateway.server.assembly.policyfile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a schedule of who is on call cannot say, and what its author is told. */
final class OnCallMistakesTest {
    private static void read(String schedule, String approvers) {
        PolicyFile.parse("policy.yaml", """
                version: 1
                targets:
                  shop: { type: jdbc, url: "jdbc:h2:mem:x", credential: env:X }
                on-call:
                  db: { %s }
                rules:
                  - { name: r, on: { kind: [drop] }, verdict: hold, approvers: { %s } }
                """.formatted(schedule, approvers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "zone: UTC | nobody is ever on call here",
                "rotation: { members: [a], start: \"2026-01-05T09:00\", every: 7d } | has no 'zone'",
                "zone: Berlin, rotation: { members: [a], start: \"2026-01-05T09:00\", every: 7d } | not a time zone: 'Berlin'",
                "zone: UTC, rotation: { start: \"2026-01-05T09:00\", every: 7d } | has no 'members'",
                "zone: UTC, rotation: { members: [], start: \"2026-01-05T09:00\", every: 7d } | empty list",
                "zone: UTC, rotation: { members: [a], start: monday, every: 7d } | not a day and a time: 'monday'",
                "zone: UTC, rotation: { members: [a], start: \"2026-01-05T09:00\", every: 30m } | less than an hour",
                "zone: UTC, rotation: { members: [a], start: \"2026-01-05T09:00\" } | has no 'every'",
                "zone: UTC, weekly: [{ members: [a], from: \"8\", to: \"18:00\" }] | not a time of day: '8'",
                "zone: UTC, weekly: [{ members: [a], days: [monday], from: \"08:00\", to: \"18:00\" }] | unknown day 'monday'",
                "zone: UTC, overrides: [{ members: [a], from: \"2026-01-05T09:00\", to: \"2026-01-05T09:00\" }] | not after 'from'",
            })
    void mistakesAreNamedWithARemedy(String schedule, String said) {
        assertThatThrownBy(() -> read(schedule, "on-call: [db]"))
                .hasMessageContaining("policy.yaml:5")
                .hasMessageContaining(said);
    }

    @Test
    void ruleNamesAScheduleThatThereIs() {
        String schedule = "zone: UTC, weekly: [{ members: [a], from: \"08:00\", to: \"18:00\" }]";

        assertThatThrownBy(() -> read(schedule, "on-call: [dba]"))
                .hasMessageContaining("policy.yaml:7")
                .hasMessageContaining("unknown schedule of who is on call 'dba'")
                .hasMessageContaining("did you mean 'db'");
        assertThatCode(() -> read(schedule, "on-call: db, quorum: 2")).doesNotThrowAnyException();
    }
}
