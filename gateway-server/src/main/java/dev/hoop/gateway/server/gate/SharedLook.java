package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks something up once for all who ask at about the same time: nobody gets what is older than the longest age, and of those who ask at
 * once one looks and the others wait for it. A failure is everybody's who waited, and not kept. Thread-safe.
 */
final class SharedLook<T> {
    private static final long PATIENCE_SECONDS = 10;

    private final Supplier<T> look;
    private final long longestNanos;
    private final LongSupplier nanos;
    private final AtomicReference<@Nullable CompletableFuture<T>> under = new AtomicReference<>();
    private volatile @Nullable Seen<T> seen;

    private record Seen<T>(T value, long at) {}

    /** @param nanos a clock that only goes on, such as {@link System#nanoTime} */
    SharedLook(Supplier<T> look, Duration longestAge, LongSupplier nanos) {
        this.look = look;
        this.longestNanos = longestAge.toNanos();
        this.nanos = nanos;
    }

    T now() {
        Seen<T> before = fresh();
        if (before != null) {
            return before.value();
        }
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletableFuture<T> others = under.compareAndExchange(null, own);
        return others == null ? looked(own) : awaited(others);
    }

    private @Nullable Seen<T> fresh() {
        Seen<T> last = seen;
        return last != null && nanos.getAsLong() - last.at() < longestNanos ? last : null;
    }

    private T looked(CompletableFuture<T> own) {
        try {
            Seen<T> answer = fresh(); // another look may have ended since this thread saw none
            if (answer == null) {
                long asked = nanos.getAsLong(); // before the question: the answer is at least as new
                answer = new Seen<>(look.get(), asked);
                seen = answer;
            }
            own.complete(answer.value());
            return answer.value();
        } catch (RuntimeException | Error failure) {
            own.completeExceptionally(failure);
            throw failure;
        } finally {
            under.set(null);
        }
    }

    private T awaited(CompletableFuture<T> others) {
        try {
            return others.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(e);
        } catch (TimeoutException e) {
            throw unanswered(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GatewayException known) {
                throw new GatewayException(known.code(), String.valueOf(known.getMessage()), known);
            }
            throw unanswered(e);
        }
    }

    private static GatewayException unanswered(Exception cause) {
        return new GatewayException(ErrorCode.STORE_UNAVAILABLE, "the list was not read in time; ask again", cause);
    }
}
