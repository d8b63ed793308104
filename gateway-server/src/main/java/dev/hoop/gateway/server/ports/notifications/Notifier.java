package dev.hoop.gateway.server.ports.notifications;

import java.time.Duration;
import java.util.Optional;

/** Tells somebody. Thread-safe. */
public interface Notifier {
    /** Answers what became of it. Takes a bounded time; never throws for what the other side does. */
    Delivery tell(News news);

    /**
     * What became of news.
     *
     * @param arrived if not, they come again
     * @param notBefore how long to wait until then, where the other side has said so
     */
    record Delivery(boolean arrived, Optional<Duration> notBefore) {
        /** They need not come again. */
        public static final Delivery ARRIVED = new Delivery(true, Optional.empty());
        /** They come again when it is time. */
        public static final Delivery AGAIN = new Delivery(false, Optional.empty());

        /** They come again, and not before that. */
        public static Delivery after(Duration pause) {
            return new Delivery(false, Optional.of(pause));
        }
    }

    /**
     * Something that happened.
     *
     * @param id the same when the news come again
     * @param topic {@code approval-asked}, {@code -decided}, {@code -revoked} or {@code -settled}; {@code glass-broken} or {@code -reviewed};
     *     {@code campaign-started}, {@code -reminder} or {@code -closed}
     * @param body a JSON object that holds no statement and no secret
     */
    record News(long id, String topic, String body) {
        @Override
        public String toString() {
            return "News[" + id + " " + topic + "]";
        }
    }
}
