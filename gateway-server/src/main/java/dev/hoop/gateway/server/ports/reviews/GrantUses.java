package dev.hoop.gateway.server.ports.reviews;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What grants were used for. Counts for reviewers, no evidence: that is the trail. Thread-safe.
 *
 * <p>Every method may throw {@link dev.hoop.gateway.api.GatewayException} with {@code STORE_UNAVAILABLE}.
 */
public interface GrantUses {
    /** How many days reviewers look back. */
    int DAYS = 90;

    /** Adds to what is known of today. */
    void add(Map<Use, Long> uses);

    /** What was used in the last {@link #DAYS} days, by grant; the most used first. */
    Map<String, List<Total>> totals();

    /** Keeps who used which grant today, by the names of those who stand behind the account. */
    void usedBy(Map<String, Set<String>> people);

    /** Who used each grant in the last {@link #DAYS} days. */
    Map<String, Set<String>> people();

    /** Forgets what nobody looks at any more. */
    void forget();

    /**
     * What was done.
     *
     * @param kind of statement, as policies call it
     * @param object what it touched; empty when it touched nothing
     */
    record Use(String grant, String kind, String object) {}

    /** How often, and when last. */
    record Total(Use use, long uses, Instant lastAt) {}
}
