package dev.hoop.gateway.server.identities;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The revoked tokens, kept in memory because they are asked for before every statement. Somebody must {@linkplain #poll() poll} every
 * second; when the store has not answered for too long, nobody stands. Thread-safe.
 */
public final class Revocations {
    static final Duration MOST_STALE = Duration.ofSeconds(15);

    private final TokenStore store;
    private final Clock clock;
    private volatile Known known;

    private record Known(Set<String> tokenIds, Instant at) {}

    /** Reads the store once. */
    public Revocations(TokenStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.known = read();
    }

    /**
     * Whether a token was revoked.
     *
     * @throws GatewayException {@code STORE_UNAVAILABLE} if that is not known well enough
     */
    public boolean contain(String tokenId) {
        Known current = known;
        return (isStale(current) ? asked() : current).tokenIds().contains(tokenId);
    }

    private boolean isStale(Known current) {
        return Duration.between(current.at(), clock.instant()).compareTo(MOST_STALE) > 0;
    }

    /** On a machine so busy that nobody has polled for long, whoever needs to know asks once before refusing. */
    private Known asked() {
        try {
            poll();
        } catch (GatewayException unanswered) {
            throw new GatewayException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "which tokens are revoked is not known: the state database has not answered for more than "
                            + MOST_STALE.toSeconds() + " s; nothing was run",
                    unanswered);
        }
        return known;
    }

    /** What the clock says by which revocations age. */
    Instant now() {
        return clock.instant();
    }

    /** Reads the store; on a failure what was known stays, and ages. */
    public void poll() {
        take(read());
    }

    /** Of two who read the store at once, the later question counts. */
    private synchronized void take(Known fresh) {
        if (!fresh.at().isBefore(known.at())) {
            known = fresh;
        }
    }

    /** A hint from whoever has just revoked one in this process, so that it counts at once. */
    public synchronized void add(String tokenId) {
        Known current = known;
        Set<String> more = new HashSet<>(current.tokenIds());
        more.add(tokenId);
        known = new Known(Set.copyOf(more), current.at());
    }

    private Known read() {
        Instant asked = clock.instant(); // before the question: the answer is at least as new
        return new Known(Set.copyOf(store.revoked()), asked);
    }
}
