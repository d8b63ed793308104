package dev.hoop.gateway.engine.masking;

import java.util.List;

/**
 * How a value is masked, as the policy file names it: a kind and its settings. The row mask carries it out, by type.
 *
 * @param arguments settings of the kind in a fixed order, for example the count of {@code keep-last}
 */
public record MaskRule(Kind kind, List<String> arguments) {
    public static final MaskRule NONE = new MaskRule(Kind.NONE, List.of());
    public static final MaskRule REDACT = new MaskRule(Kind.REDACT, List.of());

    /** For what is computed from a masked column. */
    public static final MaskRule HIDE = new MaskRule(Kind.HIDE, List.of());

    /** The kinds of masks. */
    public enum Kind {
        NONE,
        REDACT,
        /** As {@link #REDACT}, and NULL shows no more than any other value: of a computed value even that tells something. */
        HIDE,
        NULL,
        KEEP_FIRST,
        KEEP_LAST,
        EMAIL,
        CARD,
        HASH,
        ROUND_NUMBER,
        TRUNCATE_DATE
    }

    public MaskRule {
        arguments = List.copyOf(arguments);
    }
}
