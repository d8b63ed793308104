package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what grants are used for, in memory, until somebody {@linkplain #write() writes} it down every few seconds. What a process that is
 * killed has counted since is lost; the trail has it. Thread-safe.
 */
public final class UseBook {
    private static final int MOST = 10_000;
    private static final int LONGEST_NAME = 512;

    private final GrantUses uses;
    private final Map<Seen, LongAdder> seen = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> people = new ConcurrentHashMap<>();

    public UseBook(GrantUses uses) {
        this.uses = uses;
    }

    /** One statement that may run now. Cheap: every statement comes by here. */
    void note(Allowed allowed) {
        for (Grant grant : allowed.grants()) {
            people.computeIfAbsent(grant.name(), name -> ConcurrentHashMap.newKeySet())
                    .addAll(allowed.claim().subject().people());
        }
        Seen one = new Seen(allowed.claim().facts(), allowed.grants());
        LongAdder count = seen.get(one);
        if (count == null && seen.size() < MOST) {
            count = seen.computeIfAbsent(one, fresh -> new LongAdder());
        }
        if (count != null) {
            count.increment();
        }
    }

    /** Writes down what was counted since the last time. */
    public void write() {
        Map<GrantUses.Use, Long> taken = new HashMap<>();
        for (Seen one : List.copyOf(seen.keySet())) {
            LongAdder count = seen.remove(one);
            if (count != null) {
                one.uses().forEach(use -> taken.merge(use, count.sum(), Long::sum));
            }
        }
        if (!taken.isEmpty()) {
            uses.add(taken);
        }
        Map<String, Set<String>> seenPeople = new HashMap<>();
        people.forEach((grant, names) -> seenPeople.put(grant, Set.copyOf(names)));
        seenPeople.values().removeIf(Set::isEmpty);
        if (!seenPeople.isEmpty()) {
            uses.usedBy(seenPeople);
            seenPeople.forEach(
                    (grant, names) -> people.getOrDefault(grant, Set.of()).removeAll(names));
        }
    }

    /** A statement's facts and the grants that let it. Facts are kept and used again, so that the same object is the same statement. */
    private static final class Seen {
        private final StatementFacts facts;
        private final List<Grant> grants;

        Seen(StatementFacts facts, List<Grant> grants) {
            this.facts = facts;
            this.grants = grants;
        }

        Set<GrantUses.Use> uses() {
            Set<GrantUses.Use> all = new HashSet<>();
            for (Grant grant : grants) {
                facts.kinds().stream()
                        .filter(grant.kinds()::contains)
                        .forEach(kind -> objects()
                                .forEach(
                                        object -> all.add(new GrantUses.Use(grant.name(), kind.policyName(), object))));
            }
            return all;
        }

        private List<String> objects() {
            return facts.objects().isEmpty()
                    ? List.of("")
                    : facts.objects().stream()
                            .map(use -> use.object().toString())
                            .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                            .toList();
        }

        @Override
        @SuppressWarnings(
                "ReferenceEquality") // equal facts of two texts are counted apart, and come together when they are
        // written
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof Seen that) || facts != that.facts || grants.size() != that.grants.size()) {
                return false;
            }
            for (int i = 0; i < grants.size(); i++) {
                if (grants.get(i) != that.grants.get(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(facts);
        }
    }

    /** What was used in the last days, by grant. */
    Map<String, List<GrantUses.Total>> totals() {
        return uses.totals();
    }

    /** Who used each grant in the last days, this very moment included. */
    Map<String, Set<String>> people() {
        write();
        return uses.people();
    }
}
