package dev.hoop.gateway.api.wire;

import java.util.Random;

/** Runs a property with many seeds, and names the seed when it does not hold: {@code -Dhoop.seed=…} runs that one alone. */
final class Seeded {
    private Seeded() {}

    /** A property of whatever the random numbers lead to. */
    interface Property {
        void check(Random random) throws Exception;
    }

    static void runs(int runs, Property property) {
        Long only = Long.getLong("hoop.seed");
        for (long seed = only == null ? 1 : only; seed <= (only == null ? runs : only); seed++) {
            try {
                property.check(new Random(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "does not hold for seed " + seed + "; run it alone with -Dhoop.seed=" + seed, e);
            }
        }
    }
}
