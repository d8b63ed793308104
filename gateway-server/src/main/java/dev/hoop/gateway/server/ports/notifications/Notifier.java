package dev.hoop.gateway.server.ports.notifications;

/** Tells somebody. Thread-safe. */
public interface Notifier {
    /** Answers whether the news has arrived. Takes a bounded time; never throws for what the other side does. */
    boolean tell(News news);

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
