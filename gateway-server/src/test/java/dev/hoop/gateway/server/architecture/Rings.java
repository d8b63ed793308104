package dev.hoop.gateway.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysFalse;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arrows of docs/architecture.md, for all packages below one root: door → gate → ports ← adapters, assembly on top.
 *
 * <p>Every package of the server which is not a door, the gate, a port or the assembly is an adapter: {@code
 * server.<family>.<name>}. So a new family of adapters needs no new rule.
 */
final class Rings {
    private static final Set<String> RINGS = Set.of("doors", "gate", "ports", "assembly");
    private static final String[] JDK = {
        "java..", "javax..", "org.w3c.dom..", "org.xml.sax..", "org.jspecify..", "com.google.errorprone.annotations.."
    };

    private final String root;
    private final String server;
    private final DescribedPredicate<JavaClass> adapters;

    Rings(String root) {
        this.root = root;
        this.server = root + ".server.";
        this.adapters = describe("are adapters", type -> !family(type).isEmpty() && !RINGS.contains(family(type)));
    }

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put(
                "a door knows the gate, the engine's words and the API only",
                noClasses()
                        .that(in("server.doors.."))
                        .should()
                        .dependOnClassesThat(in("server.ports..", "engine.*..", "remote..", "jdbc..", "ssh..")
                                .or(adapters)));
        rules.put(
                "doors do not know each other",
                slices().matching(server + "doors.(*)..").should().notDependOnEachOther());
        rules.put(
                "the gate knows ports and engine only",
                noClasses()
                        .that(in("server.gate.."))
                        .should()
                        .dependOnClassesThat(in("server.doors..", "remote..", "jdbc..", "ssh..")
                                .or(adapters)));
        rules.put(
                "a port knows the engine's words only",
                noClasses()
                        .that(in("server.ports.."))
                        .should()
                        .dependOnClassesThat(in("server.doors..", "server.gate..", "remote..", "jdbc..", "ssh..")
                                .or(adapters)));
        rules.put(
                "an adapter knows ports and engine only",
                noClasses()
                        .that(adapters)
                        .should()
                        .dependOnClassesThat(in("server.doors..", "server.gate..", "remote..", "jdbc..", "ssh..")));
        rules.put("adapters do not know each other", classes().that(adapters).should(knowNoOtherAdapter()));
        rules.put(
                "nothing sees the assembly",
                noClasses()
                        .that(in("..").and(notIn("server.assembly..")))
                        .should()
                        .dependOnClassesThat(in("server.assembly..")));
        rules.put(
                "no packages form a cycle",
                slices().matching(root + ".(**)").should().beFreeOfCycles());
        rules.put("the API needs the JDK only", only("api..", "api.."));
        rules.put("the remote client needs the JDK and the API only", only("remote..", "remote..", "api.."));
        rules.put(
                "the driver needs the JDK and the remote client only",
                classes()
                        .that(in("jdbc..").and(notIn("jdbc.frameworks..")))
                        .should()
                        .onlyDependOnClassesThat(in("jdbc..", "remote..", "api..")
                                .and(notIn("jdbc.frameworks.."))
                                .or(resideInAnyPackage(JDK))));
        rules.put(
                "the client for hosts needs the JDK, the remote client and the SSH library only",
                classes()
                        .that(in("ssh.."))
                        .should()
                        .onlyDependOnClassesThat(in("ssh..", "remote..", "api..")
                                .or(resideInAnyPackage("org.apache.sshd.."))
                                .or(resideInAnyPackage(JDK))));
        rules.put(
                "what tells frameworks the driver needs these frameworks only",
                classes()
                        .that(in("jdbc.frameworks.."))
                        .should()
                        .onlyDependOnClassesThat(in("jdbc.frameworks..")
                                .or(resideInAnyPackage("org.springframework..", "org.flywaydb.core.."))
                                .or(resideInAnyPackage(JDK))));
        rules.put("the engine needs the JDK, the API and the SQL parser only", engine());
        return rules;
    }

    private ArchRule engine() {
        return classes()
                .that(in("engine.."))
                .should()
                .onlyDependOnClassesThat(in("engine..", "api..").or(resideInAnyPackage(JDK)));
    }

    private ArchRule only(String here, String... ours) {
        return classes().that(in(here)).should().onlyDependOnClassesThat(in(ours).or(resideInAnyPackage(JDK)));
    }

    private DescribedPredicate<JavaClass> in(String... packages) {
        DescribedPredicate<JavaClass> any = alwaysFalse();
        for (String name : packages) {
            any = any.or(resideInAnyPackage(name.equals("..") ? root + ".." : root + "." + name));
        }
        return any.as("in " + String.join(", ", packages));
    }

    private DescribedPredicate<JavaClass> notIn(String packages) {
        return DescribedPredicate.not(in(packages));
    }

    /** Within a family the family's own package may be shared: {@code stores.h2} may use {@code stores}, not {@code stores.postgres}. */
    private ArchCondition<JavaClass> knowNoOtherAdapter() {
        return new ArchCondition<>("know no other adapter") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> adapters.test(dependency.getTargetClass()))
                        .filter(dependency -> !mayKnow(type, dependency.getTargetClass()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private boolean mayKnow(JavaClass adapter, JavaClass other) {
        return family(adapter).equals(family(other))
                && (name(other).isEmpty() || name(other).equals(name(adapter)));
    }

    /** The first package name below the server's, or empty when the class is not below it. */
    private String family(JavaClass type) {
        return segment(type, 0);
    }

    private String name(JavaClass type) {
        return segment(type, 1);
    }

    private String segment(JavaClass type, int index) {
        if (!type.getPackageName().startsWith(server)) {
            return "";
        }
        String[] names = type.getPackageName().substring(server.length()).split("\\.", -1);
        return index < names.length ? names[index] : "";
    }
}
