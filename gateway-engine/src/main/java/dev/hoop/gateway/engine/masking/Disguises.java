package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.Column;
import java.math.BigDecimal;
import java.util.Optional;

/** Makes the disguise that a rule asks for, fitted to a column. */
final class Disguises {
    private Disguises() {}

    static Disguise of(MaskRule rule, Column column, MaskKeys keys) {
        Redaction rest = new Redaction(column);
        int width = Width.of(column);
        return switch (rule.kind()) {
            case NONE, REDACT -> rest;
            case HIDE -> new Hidden(column, rest);
            case NULL -> new Nulls();
            case KEEP_FIRST -> {
                int count = count(rule);
                yield new TextDisguise(rest, width, value -> Shapes.first(value, count, width));
            }
            case KEEP_LAST -> {
                int count = count(rule);
                yield new TextDisguise(rest, width, value -> Shapes.last(value, count, width));
            }
            case EMAIL -> new TextDisguise(rest, width, Shapes::email);
            case CARD -> new TextDisguise(rest, width, value -> Shapes.card(value, width));
            case HASH -> {
                String domain = rule.arguments().get(0);
                String id = rule.arguments().size() > 1 ? rule.arguments().get(1) : MaskKeys.CURRENT;
                Optional<byte[]> key = keys.key(domain, id);
                yield key.isPresent() ? new KeyedHash(column, rest, domain, key.get()) : rest;
            }
            case ROUND_NUMBER ->
                new RoundNumber(rest, new BigDecimal(rule.arguments().get(0)));
            case TRUNCATE_DATE -> new TruncateDate(rest, rule.arguments().get(0).equals("month"));
        };
    }

    private static int count(MaskRule rule) {
        return Integer.parseInt(rule.arguments().get(0));
    }
}
