package dev.hoop.gateway.server.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Remembers the facts of texts. Facts depend on text, settings and catalogue alone, so the three are the key: a catalogue that was read
 * again with another content is another object, and what was known under the old one is never found again.
 */
public final class FactsCache {
    private static final int MAX_TEXT_CHARS = 16 * 1024;

    private final Analyzer analyzer;
    private final Cache<Key, StatementFacts> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Key(String text, SessionSettings settings, Catalogue catalogue) {}

    public FactsCache(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The text to be read instead where the database must not see some columns: see {@link Analyzer#maskedAtRead}. */
    Optional<String> maskedAtRead(
            String text, SessionSettings settings, Catalogue catalogue, Predicate<ColumnName> hidden) {
        return analyzer.maskedAtRead(text, settings, catalogue, hidden);
    }

    /** The facts of a text, worked out unless they are known. Thread-safe. */
    public StatementFacts facts(String text, SessionSettings settings, Catalogue catalogue) {
        if (text.length() > MAX_TEXT_CHARS) {
            return analyzer.facts(text, settings, catalogue);
        }
        Key key = new Key(text, settings, catalogue);
        StatementFacts facts = known.getIfPresent(key);
        if (facts == null) {
            facts = analyzer.facts(text, settings, catalogue);
            if (facts.complete()) {
                known.put(key, facts); // a refusal for want of time must not outlive the moment
            }
        }
        return facts;
    }
}
