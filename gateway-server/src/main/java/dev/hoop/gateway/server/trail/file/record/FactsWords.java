package dev.hoop.gateway.server.trail.file.record;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import java.util.List;

/** What a record says of facts: the same for every execution of a text, so worded once for as long as the facts are in use. Thread-safe. */
final class FactsWords {
    private static final int NAMED = 64;

    private final Cache<StatementFacts, byte[]> known =
            Caffeine.newBuilder().executor(Runnable::run).weakKeys().build();

    /** The fields, without braces; not to be changed. */
    byte[] of(StatementFacts facts) {
        return known.get(facts, FactsWords::worded);
    }

    private static byte[] worded(StatementFacts facts) {
        List<String> objects = facts.objects().stream()
                .map(use -> use.access() + " " + use.object())
                .distinct()
                .toList();
        return new JsonWriter()
                .texts(
                        "does",
                        facts.kinds().stream()
                                .map(StatementKind::policyName)
                                .sorted()
                                .toList())
                .number("statements", facts.statementCount())
                .number("objects_total", objects.size())
                .texts("objects", objects.stream().limit(NAMED).toList())
                .flag("understood", facts.complete())
                .fields();
    }
}
