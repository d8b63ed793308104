package dev.hoop.gateway.engine.policy;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What askers were allowed, for their next sessions: an application connects again and again, and says the same first. {@link Precedents}
 * says when it is repeated. A page is of one asker; all are of one policy, the very same object, and another begins the book anew. Bounded,
 * and thread-safe.
 */
public final class PrecedentBook {
    private static final int MOST_PAGES = 64;
    private static final int MOST_ON_A_PAGE = 64;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Policy policy;

    @GuardedBy("lock")
    private final Map<Precedents.Asker, IdentityHashMap<StatementFacts, Precedents.Precedent>> pages =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Precedents.Asker, IdentityHashMap<StatementFacts, Precedents.Precedent>> eldest) {
                    return size() > MOST_PAGES;
                }
            };

    /** A book without a page. */
    public PrecedentBook() {}

    /** The one of that asker, under that policy, for claims with those facts; that nothing is known yet is written down as well. */
    Precedents.Precedent precedent(Policy now, Precedents.Asker asker, StatementFacts facts) {
        synchronized (lock) {
            if (policy != now) {
                policy = now;
                pages.clear();
            }
            IdentityHashMap<StatementFacts, Precedents.Precedent> page = pages.get(asker);
            if (page == null || page.size() >= MOST_ON_A_PAGE) {
                page = new IdentityHashMap<>();
                pages.put(asker, page);
            }
            Precedents.Precedent precedent = page.get(facts);
            if (precedent == null) {
                precedent = new Precedents.Precedent();
                page.put(facts, precedent);
            }
            return precedent;
        }
    }
}
