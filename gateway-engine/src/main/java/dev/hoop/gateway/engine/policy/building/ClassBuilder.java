package dev.hoop.gateway.engine.policy.building;

import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.rules.DataClass.Passage;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Describes a class of protected data. */
public final class ClassBuilder {
    private final String origin;
    private final Parts parts;

    public ClassBuilder(String name) {
        this.origin = "protected class '" + name + "'";
        this.parts = new Parts(origin).put("class", name);
    }

    /** Patterns of the form {@code target.schema.table.column}. */
    public ClassBuilder columns(String... patterns) {
        parts.put("columns", List.of(patterns));
        return this;
    }

    /** What is looked for in all columns that nothing else masks: words such as {@code card-number} or {@code secrets}. */
    public ClassBuilder detect(String... entities) {
        parts.put("detect", List.of(entities));
        return this;
    }

    /** ISO 3166 codes of countries whose national telephone numbers are looked for as well. */
    public ClassBuilder regions(String... countries) {
        parts.put("regions", List.of(countries));
        return this;
    }

    /** Patterns of columns in which nothing is looked for. */
    public ClassBuilder except(String... patterns) {
        parts.put("except", List.of(patterns));
        return this;
    }

    /** Targets on which contents are looked at; all unless it is called. */
    public ClassBuilder target(String... names) {
        parts.put("target", List.of(names));
        return this;
    }

    /** A mask without settings: {@code redact}, {@code null}, {@code email}, {@code card}, {@code hash}. */
    public ClassBuilder mask(String word) {
        parts.put("mask", word);
        return this;
    }

    public ClassBuilder keepFirst(int characters) {
        return mask("keep-first", Integer.toString(characters));
    }

    public ClassBuilder keepLast(int characters) {
        return mask("keep-last", Integer.toString(characters));
    }

    /** Keyed hashes; equal values of columns with the same domain stay equal. */
    public ClassBuilder hash(String domain) {
        return mask("hash", domain);
    }

    /** As {@link #hash(String)}, with one of the gateway's older keys. */
    public ClassBuilder hash(String domain, String key) {
        parts.put("mask", new Parts(origin).put("hash", domain).put("key", key).node());
        return this;
    }

    public ClassBuilder roundNumber(String step) {
        return mask("round-number", step);
    }

    /** {@code year} or {@code month}. */
    public ClassBuilder truncateDate(String unit) {
        return mask("truncate-date", unit);
    }

    private ClassBuilder mask(String kind, String setting) {
        parts.put("mask", new Parts(origin).put(kind, setting).node());
        return this;
    }

    public ClassBuilder predicates(Predicates predicates) {
        parts.put("predicates", word(predicates));
        return this;
    }

    public ClassBuilder permit(Passage... passages) {
        parts.put("permit", Stream.of(passages).map(ClassBuilder::word).toList());
        return this;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public PolicyNode node() {
        return parts.node();
    }
}
