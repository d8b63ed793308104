package dev.hoop.gateway.engine.policy.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses which word was meant, by edit distance with swaps of neighbours. */
public final class NearestWord {
    private NearestWord() {}

    /** The nearest word, if any is near enough to be what was meant. */
    public static Optional<String> of(String wrong, Collection<String> words) {
        int limit = Math.max(1, wrong.length() / 3);
        return words.stream()
                .sorted()
                .min(Comparator.comparingInt(word -> distance(wrong, word)))
                .filter(word -> distance(wrong, word) <= limit);
    }

    /** {@code did you mean 'verdict'? Known here: name, on, verdict}. */
    public static String advice(String wrong, Collection<String> words) {
        String all = words.isEmpty()
                ? "there are none"
                : "known here: " + words.stream().collect(Collectors.joining(", "));
        return of(wrong, words)
                .map(word -> "did you mean '" + word + "'? " + all)
                .orElse(all);
    }

    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
