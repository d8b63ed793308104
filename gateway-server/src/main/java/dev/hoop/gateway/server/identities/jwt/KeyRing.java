package dev.hoop.gateway.server.identities.jwt;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of one identity provider. Kept while fresh; asked for again when a token names a key that is not there, but never more
 * often than allowed, so that made-up key names cost the provider nothing; kept through an outage, for a bounded time. Thread-safe.
 */
final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final String issuer;
    private final KeySource source;
    private final JwtIssuer.KeyTimes times;
    private final Clock clock;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable JWKSet keys;

    @GuardedBy("lock")
    private Instant fetchedAt = Instant.MIN;

    @GuardedBy("lock")
    private Instant askedAt = Instant.MIN;

    @GuardedBy("lock")
    private boolean asking;

    KeyRing(String issuer, KeySource source, JwtIssuer.KeyTimes times, Clock clock) {
        this.issuer = issuer;
        this.source = source;
        this.times = times;
        this.clock = clock;
    }

    /**
     * The keys that fit, after asking the provider when there is reason to.
     *
     * @throws GatewayException {@code LOGIN_FAILED} if there are no keys to be had at all
     */
    List<JWK> matching(Predicate<JWK> fits) {
        List<JWK> found = known(fits);
        if ((found.isEmpty() || isOld()) && mayAsk()) {
            ask();
            found = known(fits);
        }
        requireKeys();
        return found;
    }

    private List<JWK> known(Predicate<JWK> fits) {
        synchronized (lock) {
            return keys == null || olderThan(fetchedAt, times.usable())
                    ? List.of()
                    : keys.getKeys().stream().filter(fits).toList();
        }
    }

    private boolean isOld() {
        synchronized (lock) {
            return olderThan(fetchedAt, times.fresh());
        }
    }

    /** One thread asks at a time; the others go on with what is known. The very first question is waited for. */
    private boolean mayAsk() {
        synchronized (lock) {
            long giveUp = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (asking && keys == null && System.nanoTime() < giveUp) {
                if (!waited()) {
                    return false;
                }
            }
            if (asking || !olderThan(askedAt, times.between())) {
                return false;
            }
            asking = true;
            askedAt = clock.instant();
            return true;
        }
    }

    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private boolean waited() {
        try {
            lock.wait(100);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void ask() {
        JWKSet fetched = null;
        try {
            fetched = JWKSet.parse(source.fetch());
        } catch (IOException | ParseException e) {
            LOG.atWarn()
                    .setMessage(
                            "the keys of an identity provider could not be read; those known are used on for a while")
                    .addKeyValue("issuer", issuer)
                    .addKeyValue("failure", e.getMessage())
                    .log();
        } finally {
            synchronized (lock) {
                asking = false;
                if (fetched != null && !fetched.getKeys().isEmpty()) {
                    keys = fetched.toPublicJWKSet();
                    fetchedAt = clock.instant();
                }
                lock.notifyAll();
            }
        }
    }

    private void requireKeys() {
        synchronized (lock) {
            if (keys == null || olderThan(fetchedAt, times.usable())) {
                throw new GatewayException(
                        ErrorCode.LOGIN_FAILED,
                        "the keys of identity provider '%s' cannot be read, so its tokens cannot be checked; its operator must see to it"
                                .formatted(issuer));
            }
        }
    }

    private boolean olderThan(Instant then, Duration age) {
        return then.equals(Instant.MIN)
                || Duration.between(then, clock.instant()).compareTo(age) >= 0;
    }
}
