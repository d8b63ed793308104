package dev.hoop.gateway.server.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/** A name says what a thing is. These say nothing, so nothing may end in them or be put into them. */
final class Names {
    private static final List<String> EMPTY_ENDINGS =
            List.of("Impl", "Manager", "Helper", "Util", "Utils", "Processor", "Data", "Info", "Context");
    private static final Set<String> EMPTY_PACKAGES =
            Set.of("util", "utils", "common", "helper", "helpers", "misc", "impl", "base", "core", "manager", "v2");

    private final String root;

    Names(String root) {
        this.root = root;
    }

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put(
                "no type ends in a word that says nothing",
                classes().that(ours()).should(condition("end in a word of their own", Names::emptyEnding)));
        rules.put("no package is a drawer", all(packages()).should(condition("be nouns of their own", this::drawer)));
        rules.put("every package is null-marked", all(packages()).should(condition("be null-marked", Names::unmarked)));
        return rules;
    }

    private DescribedPredicate<JavaClass> ours() {
        return resideInAnyPackage(root + "..");
    }

    private static Optional<String> emptyEnding(JavaClass type) {
        return EMPTY_ENDINGS.stream()
                .filter(type.getSimpleName()::endsWith)
                .findFirst()
                .map(ending -> type.getName() + " ends in " + ending);
    }

    private Optional<String> drawer(JavaPackage place) {
        return List.of(place.getName().substring(root.length()).split("\\.", -1)).stream()
                .filter(EMPTY_PACKAGES::contains)
                .findFirst()
                .map(drawer -> place.getName() + " has a part called " + drawer);
    }

    private static Optional<String> unmarked(JavaPackage place) {
        boolean marked = place.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        return marked ? Optional.empty() : Optional.of(place.getName() + " has no package-info.java with @NullMarked");
    }

    private AbstractClassesTransformer<JavaPackage> packages() {
        return new AbstractClassesTransformer<>("packages") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses classes) {
                Set<JavaPackage> found = new TreeSet<>(Comparator.comparing(JavaPackage::getName));
                classes.that(ours()).forEach(type -> found.add(type.getPackage()));
                return found;
            }
        };
    }

    private static <T> ArchCondition<T> condition(String description, Function<T, Optional<String>> fault) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                fault.apply(item).ifPresent(text -> events.add(SimpleConditionEvent.violated(item, text)));
            }
        };
    }
}
