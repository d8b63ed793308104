package dev.hoop.gateway.server.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers the facts of texts. Facts depend on text, settings and catalogue alone, so the three are the key: a catalogue that was read
 * again is another object, and what was known under the old one goes with it.
 */
public final class FactsCache {
    private static final int MAX_TEXT_CHARS = 16 * 1024;

    private final Analyzer analyzer;
    private final Cache<Catalogue, Known> known =
            Caffeine.newBuilder().executor(Runnable::run).weakKeys().build();

    private record Key(String text, SessionSettings settings) {}

    private record Rewriting(String text, SessionSettings settings, Set<ColumnName> hidden) {}

    /** What is known under one catalogue. */
    private record Known(Cache<Key, StatementFacts> facts, Cache<Rewriting, Optional<String>> rewritten) {
        static Known nothing() {
            return new Known(
                    Caffeine.newBuilder()
                            .executor(Runnable::run)
                            .maximumSize(10_000)
                            .build(),
                    Caffeine.newBuilder()
                            .executor(Runnable::run)
                            .maximumSize(1_000)
                            .build());
        }
    }

    public FactsCache(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * The facts of the text to be run instead where the database must not see some columns: see {@link Analyzer#maskedAtRead}. Empty
     * where there is none that can be understood.
     */
    public Optional<StatementFacts> maskedAtRead(
            String text, SessionSettings settings, Catalogue catalogue, Set<ColumnName> hidden) {
        Rewriting rewriting = new Rewriting(text, settings, hidden);
        Cache<Rewriting, Optional<String>> rewritten = under(catalogue).rewritten();
        Optional<String> written = rewritten.getIfPresent(rewriting);
        if (written == null) {
            written = analyzer.maskedAtRead(text, settings, catalogue, hidden::contains);
            if (text.length() <= MAX_TEXT_CHARS) {
                rewritten.put(rewriting, written);
            }
        }
        return written.map(other -> facts(other, settings, catalogue)).filter(StatementFacts::complete);
    }

    /** The text with its question marks as JDBC writes those that are no parameters: see {@link Analyzer#withoutParameters}. */
    String withoutParameters(String text, SessionSettings settings) {
        return text.indexOf('?') < 0 ? text : analyzer.withoutParameters(text, settings);
    }

    /** The facts of a text, worked out unless they are known. Thread-safe. */
    public StatementFacts facts(String text, SessionSettings settings, Catalogue catalogue) {
        if (text.length() > MAX_TEXT_CHARS) {
            return analyzer.facts(text, settings, catalogue);
        }
        Cache<Key, StatementFacts> remembered = under(catalogue).facts();
        Key key = new Key(text, settings);
        StatementFacts facts = remembered.getIfPresent(key);
        if (facts == null) {
            facts = analyzer.facts(text, settings, catalogue);
            if (facts.complete()) {
                remembered.put(key, facts); // a refusal for want of time must not outlive the moment
            }
        }
        return facts;
    }

    /** What holds of facts when their text is run with these parameters: see {@link Analyzer#withParameters}. */
    StatementFacts withParameters(StatementFacts facts, List<List<Parameter>> rows, Catalogue catalogue) {
        if (!catalogue.converts()) {
            return facts;
        }
        Set<String> types = rows.stream()
                .flatMap(List::stream)
                .flatMap(FactsCache::typeNames)
                .collect(Collectors.toSet());
        return analyzer.withParameters(facts, types, catalogue);
    }

    private static Stream<String> typeNames(Parameter parameter) {
        if (parameter.value() instanceof Value.Vendor vendor) {
            return Stream.of(vendor.typeName(), parameter.typeName());
        } else if (parameter.value() instanceof Value.Array array) {
            return Stream.of(array.elementTypeName(), parameter.typeName());
        }
        return parameter.typeName().isEmpty() ? Stream.empty() : Stream.of(parameter.typeName());
    }

    private Known under(Catalogue catalogue) {
        return known.get(catalogue, unseen -> Known.nothing());
    }
}
