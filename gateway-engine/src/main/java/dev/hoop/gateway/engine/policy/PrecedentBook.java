package dev.hoop.gateway.engine.policy;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What askers were allowed, for their next sessions: an application connects again and again, and says the same first. {@link Precedents}
 * says when it is repeated. A page is of one asker and one policy, the very same object; another policy begins it anew. Bounded, and
 * thread-safe.
 */
public final class PrecedentBook {
    private static final int MOST_PAGES = 64;
    private static final int MOST_ON_A_PAGE = 64;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Precedents.Asker, Page> pages = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Precedents.Asker, Page> eldest) {
            return size() > MOST_PAGES;
        }
    };

    /** A book without a page. */
    public PrecedentBook() {}

    private record Page(Policy policy, IdentityHashMap<StatementFacts, Precedents.Precedent> known) {
        static Page of(Policy policy) {
            return new Page(policy, new IdentityHashMap<>());
        }

        boolean hasRoom(Policy now) {
            return policy == now && known.size() < MOST_ON_A_PAGE;
        }
    }

    /** The one of that asker, under that policy, for claims with those facts; that nothing is known yet is written down as well. */
    Precedents.Precedent precedent(Policy now, Precedents.Asker asker, StatementFacts facts) {
        synchronized (lock) {
            Page page = pages.get(asker);
            if (page == null || !page.hasRoom(now)) {
                page = Page.of(now);
                pages.put(asker, page);
            }
            Precedents.Precedent precedent = page.known().get(facts);
            if (precedent == null) {
                precedent = new Precedents.Precedent();
                page.known().put(facts, precedent);
            }
            return precedent;
        }
    }
}
