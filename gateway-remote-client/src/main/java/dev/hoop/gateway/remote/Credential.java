package dev.hoop.gateway.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.TokenSourceException;
import dev.hoop.gateway.remote.token.Token;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.time.Duration;
import java.util.Optional;

/** The token of one connection and when to replace it. Thread-safe; the provider is asked without a lock, by one thread at a time. */
final class Credential {
    /** How long before its expiry a token is replaced, should the gateway not ask earlier. */
    private static final Duration MARGIN = Duration.ofSeconds(60);
    /** How long a provider is left alone after it was asked. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TokenProvider provider;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private Token token;

    @GuardedBy("lock")
    private long expiresAtMillis;

    @GuardedBy("lock")
    private boolean asked;

    @GuardedBy("lock")
    private long notBeforeNanos = System.nanoTime();

    Credential(TokenProvider provider, Token token, ServerMessage.LoginOk login) {
        this.provider = provider;
        this.token = token;
        this.expiresAtMillis = login.expiresAtMillis();
    }

    /** Asks a provider, and makes one kind of exception of all that may go wrong with it. */
    static Token ask(TokenProvider provider, TokenProvider.Reason reason) {
        try {
            return provider.token(reason);
        } catch (TokenSourceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TokenSourceException(
                    "the token provider failed (" + e.getClass().getName() + "); see the cause", e);
        }
    }

    /** The gateway has said that the token expires soon. */
    void expiring() {
        synchronized (lock) {
            asked = true;
        }
    }

    /** The gateway has accepted a token. */
    void accepted(ServerMessage.LoginOk login) {
        synchronized (lock) {
            expiresAtMillis = login.expiresAtMillis();
        }
    }

    boolean isExpired() {
        synchronized (lock) {
            return expiresAtMillis != 0 && System.currentTimeMillis() >= expiresAtMillis;
        }
    }

    /**
     * A token to send to the gateway now, if one is due and the provider has another one.
     *
     * @throws TokenSourceException if one is due and cannot be had
     */
    Optional<Token> replacement() {
        synchronized (lock) {
            if (!isDue()) {
                return Optional.empty();
            }
            asked = false;
            notBeforeNanos = System.nanoTime() + PAUSE.toNanos();
        }
        Token fresh = ask(provider, TokenProvider.Reason.EXPIRING);
        synchronized (lock) {
            if (fresh.equals(token)) {
                return Optional.empty();
            }
            token = fresh;
            return Optional.of(fresh);
        }
    }

    @GuardedBy("lock")
    private boolean isDue() {
        if (asked) {
            return true;
        }
        return expiresAtMillis != 0
                && System.currentTimeMillis() >= expiresAtMillis - MARGIN.toMillis()
                && System.nanoTime() - notBeforeNanos >= 0;
    }
}
