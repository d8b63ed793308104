package dev.hoop.gateway.server.stores;

import java.util.Locale;

/**
 * What may have changed in the shared state, or at a target that several gateways are in front of.
 *
 * @param from the {@linkplain NodeLease#incarnation() process} that tells of a definition; empty for everything else
 * @param name the target whose definitions changed; empty for everything else
 */
public record StateHint(Kind kind, String from, String name) {
    public static final StateHint APPROVAL = new StateHint(Kind.APPROVAL, "", "");
    public static final StateHint REVOCATION = new StateHint(Kind.REVOCATION, "", "");
    public static final StateHint ANYTHING = new StateHint(Kind.ANYTHING, "", "");

    /** What a hint is about. */
    public enum Kind {
        APPROVAL,
        REVOCATION,
        DEFINITION,
        ANYTHING
    }

    public static StateHint definition(String from, String target) {
        return new StateHint(Kind.DEFINITION, from, target);
    }

    /** What is not known may be anything. */
    static StateHint of(String words) {
        String[] parts = words.split(" ", 3);
        for (Kind kind : Kind.values()) {
            if (word(kind).equals(parts[0])) {
                return parts.length == 3 ? new StateHint(kind, parts[1], parts[2]) : new StateHint(kind, "", "");
            }
        }
        return ANYTHING;
    }

    String words() {
        return kind == Kind.DEFINITION ? word(kind) + ' ' + from + ' ' + name : word(kind);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
