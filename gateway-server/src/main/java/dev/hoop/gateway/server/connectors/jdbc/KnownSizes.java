package dev.hoop.gateway.server.connectors.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Which texts have answered with few rows so far. A guess and no promise: whoever relies on it must notice when it was wrong. Bounded;
 * thread-safe.
 */
final class KnownSizes {
    private static final int MOST_TEXTS = 10_000;
    private static final int LONGEST_TEXT = 16 * 1024;

    private enum Size {
        FEW,
        MANY
    }

    private final Cache<String, Size> sizes = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MOST_TEXTS)
            .build();

    boolean areFew(String text) {
        return sizes.getIfPresent(text) == Size.FEW;
    }

    /** An execution had few rows. A text that once had many stays one of many, or it would be sent twice again and again. */
    void few(String text) {
        if (text.length() <= LONGEST_TEXT && sizes.getIfPresent(text) == null) {
            sizes.put(text, Size.FEW);
        }
    }

    void many(String text) {
        if (text.length() <= LONGEST_TEXT) {
            sizes.put(text, Size.MANY);
        }
    }
}
