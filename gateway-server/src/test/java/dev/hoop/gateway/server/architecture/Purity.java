package dev.hoop.gateway.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the engine and the codec may not do, so that the same input always gives the same answer. */
final class Purity {
    private static final Set<String> IMPURE_TYPES = Set.of(
            "java.io.RandomAccessFile",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System$Logger",
            "java.security.SecureRandom",
            "java.util.Timer",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.ThreadPoolExecutor");

    private static final Set<String> IMPURE_CALLS = Set.of(
            "java.lang.Math.random",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.err",
            "java.lang.System.exit",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.System.nanoTime",
            "java.lang.System.out",
            "java.lang.Thread.<init>",
            "java.lang.Thread.sleep",
            "java.lang.Thread.start",
            "java.util.Random.<init>",
            "java.util.UUID.randomUUID");

    private final String root;

    Purity(String root) {
        this.root = root;
    }

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put(
                "engine and codec do no I/O, start no thread and write no log",
                noClasses().that(pure()).should().dependOnClassesThat(impure()));
        rules.put(
                "engine and codec take time, ids and chance as arguments",
                noClasses().that(pure()).should().accessTargetWhere(impureAccess()));
        rules.put(
                "a proof has no public constructor",
                constructors()
                        .that()
                        .areDeclaredInClassesThat(describe(
                                "are proofs",
                                type -> Set.of("Session", "Allowed", "Permit").contains(type.getSimpleName())
                                        && type.getPackageName().startsWith(root + ".engine")))
                        .should()
                        .bePackagePrivate()
                        .orShould()
                        .bePrivate());
        return rules;
    }

    private DescribedPredicate<JavaClass> pure() {
        return resideInAnyPackage(root + ".engine..", root + ".api.wire..");
    }

    private static DescribedPredicate<JavaClass> impure() {
        return resideInAnyPackage(
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.logging..",
                        "java.sql..",
                        "org.slf4j..")
                .or(describe(
                        "reach outside",
                        type -> IMPURE_TYPES.contains(type.getName())
                                || type.getName().startsWith("java.io.File")))
                .as("reach files, network, threads or logs");
    }

    private static DescribedPredicate<JavaAccess<?>> impureAccess() {
        return describe("reads clock, environment or chance, or starts a thread", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return IMPURE_CALLS.contains(owner + "." + name)
                    || (owner.startsWith("java.time.") && name.equals("now"))
                    || (owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick")));
        });
    }
}
