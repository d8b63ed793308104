package dev.hoop.gateway.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the map of docs/architecture.md over all classes of the project. Every rule is also shown a small crooked
 * project (package {@code crooked}, test classes only) and has to object to it: a rule that cannot fail holds nothing.
 */
final class ArchitectureTest {
    private static final String ROOT = "dev.hoop.gateway";
    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses CROOKED = new ClassFileImporter().importPackages("crooked");

    @Test
    void everyModuleIsSeen() {
        for (String part : new String[] {"api", "remote", "jdbc", "ssh", "engine", "server"}) {
            assertThat(PROJECT).anyMatch(type -> type.getPackageName().startsWith(ROOT + "." + part));
        }
    }

    @TestFactory
    Stream<DynamicTest> projectKeeps() {
        return rules(ROOT).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> rule.getValue()
                                .as(rule.getKey())
                                .allowEmptyShould(true)
                                .check(PROJECT)));
    }

    @TestFactory
    Stream<DynamicTest> crookedProjectBreaks() {
        return rules("crooked").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThat(rule.getValue().evaluate(CROOKED).hasViolation())
                                .isTrue()));
    }

    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.putAll(new Rings(root).rules());
        rules.putAll(new Purity(root).rules());
        rules.putAll(new Names(root).rules());
        return rules;
    }
}
