package dev.hoop.gateway.server.assembly.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.document.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say of policies is read by the gateway. */
final class PolicyExamplesTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    static Stream<String> examples() throws IOException {
        return Stream.concat(blocks("docs/policy.md").stream(), blocks("README.md").stream())
                .filter(block -> block.contains("targets:"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAPolicy(String text) {
        Policy policy = PolicyFile.parse("example.yaml", text);

        assertThat(policy.targets()).isNotEmpty();
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void everyKeyIsDescribed(Section section) throws IOException {
        String document = text("docs/policy.md");

        assertThat(section.keys())
                .allSatisfy(key -> assertThat(document).containsPattern("\\b" + Pattern.quote(key) + "\\b"));
    }

    private static List<String> blocks(String file) throws IOException {
        return YAML.matcher(text(file))
                .results()
                .map((MatchResult block) -> block.group(1).stripIndent())
                .toList();
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("..", file));
    }
}
