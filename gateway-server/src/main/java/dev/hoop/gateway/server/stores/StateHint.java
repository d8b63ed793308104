package dev.hoop.gateway.server.stores;

import java.util.Locale;

/** What may have changed in the shared state. */
public enum StateHint {
    APPROVAL,
    REVOCATION,
    ANYTHING;

    /** What is not known may be anything. */
    static StateHint of(String word) {
        for (StateHint hint : values()) {
            if (hint.word().equals(word)) {
                return hint;
            }
        }
        return ANYTHING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
