package dev.hoop.gateway.server.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents that can be checked are: what they say about the tree is compared with the tree. */
final class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RECORDS = ROOT.resolve("docs/adr");

    @Test
    void decisionRecordsHaveNumbersOfTheirOwn() throws IOException {
        List<String> records = records();

        assertThat(records).isNotEmpty().allMatch(name -> name.matches("\\d{3}-[a-z0-9]+(-[a-z0-9]+)*\\.md"));
        assertThat(records.stream().map(name -> name.substring(0, 3))).doesNotHaveDuplicates();
    }

    @Test
    void decisionRecordsKeepTheFormAndAreListed() throws IOException {
        String list = read(RECORDS.resolve("README.md"));

        for (String record : records()) {
            assertThat(list).contains("](" + record + ")");
            assertThat(read(RECORDS.resolve(record)))
                    .startsWith("# " + record.substring(0, 3) + ": ")
                    .contains("\n## Context\n", "\n## Choice\n", "\n## Cost\n");
        }
    }

    @Test
    void everyDependencyHasItsReasonAndNoReasonIsLeftOver() throws IOException {
        Set<String> named = matches("\\| `([^`]+)` \\|", read(ROOT.resolve("docs/dependencies.md")));

        String pom = read(ROOT.resolve("pom.xml"));
        Set<String> managed = matches("<artifactId>([^<]+)</artifactId>\\s*<version>", pom);
        managed.removeIf(artifact -> artifact.startsWith("gateway-") || artifact.equals("hoop-gateway-parent"));
        managed.removeAll(mavenItself());
        managed.add("palantir-java-format");

        assertThat(named).containsExactlyElementsOf(managed);
    }

    @Test
    void versionsAreInTheParentOnly() throws IOException {
        for (Path module : modules()) {
            String own = read(module.resolve("pom.xml")).replaceFirst("(?s)<parent>.*?</parent>", "");

            assertThat(own).as(module.toString()).doesNotContain("<version>");
        }
    }

    @Test
    void everyModuleSaysWhatItIsAndMayDependOn() throws IOException {
        for (Path module : modules()) {
            assertThat(read(module.resolve("README.md")))
                    .as(module.toString())
                    .startsWith("# " + module.getFileName() + "\n")
                    .contains("May depend on:");
        }
    }

    /** Plugins of Maven's own life cycle, there whether wanted or not. */
    private static Set<String> mavenItself() {
        return Set.of(
                "maven-clean-plugin",
                "maven-resources-plugin",
                "maven-compiler-plugin",
                "maven-jar-plugin",
                "maven-install-plugin",
                "maven-deploy-plugin",
                "maven-site-plugin");
    }

    private static List<String> records() throws IOException {
        try (Stream<Path> files = Files.list(RECORDS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> modules() throws IOException {
        return matches("<module>(gateway-[^<]+)</module>", read(ROOT.resolve("pom.xml"))).stream()
                .map(ROOT::resolve)
                .toList();
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }
}
