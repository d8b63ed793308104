package dev.hoop.gateway.server.assembly.policyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy cannot say of literals, and what its author is told. */
final class LiteralMistakesTest {
    private static Policy read(String entries) {
        return PolicyFile.parse("policy.yaml", """
                version: 1
                targets:
                  shop: { type: jdbc, url: "jdbc:h2:mem:x", credential: env:X }
                  web: { type: ssh, url: "ssh://web", credential: env:X, options: { host-key: "ssh-ed25519 AAAA" } }
                literals:
                  %s
                """.formatted(entries));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "- { value: env:A } | has no 'name'",
                "- { name: a } | has no 'value'",
                "- { name: a, value: hunter2-is-the-password } | not a place where a secret is found",
                "- { name: a, value: vault:x } | not a place where a secret is found",
                "- { name: a, value: env:A, target: shop } | 'shop' is no host",
                "- { name: a, value: env:A, target: wbe } | did you mean 'web'",
                "- { name: a, value: env:A, targets: web } | unknown key 'targets'",
                "- { name: a, value: env:A, who: everyone } | unknown key 'who'",
                "[] | empty list",
            })
    void mistakesAreNamedWithARemedy(String entries, String said) {
        assertThatThrownBy(() -> read(entries))
                .hasMessageContaining("policy.yaml:")
                .hasMessageContaining(said)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void nameStandsOnce() {
        assertThatThrownBy(() -> read("- { name: a, value: env:A }\n  - { name: a, value: env:B }"))
                .hasMessageContaining("literal 'a'");
    }

    @Test
    void literalWithoutTargetIsHiddenOnEveryHost() {
        Policy policy = read("- { name: a, value: env:A }\n  - { name: b, value: \"file:/run/b\", target: web }");

        assertThat(policy.literals(new TargetName("web"))).hasSize(2);
        assertThat(policy.literals(new TargetName("shop"))).isEmpty();
        assertThat(Policy.builder()
                        .target("web", target -> target.ssh("ssh://web"))
                        .literal("a", "env:A")
                        .literal("b", "file:/run/b", "web")
                        .build()
                        .literals(new TargetName("web")))
                .hasSize(2);
    }
}
