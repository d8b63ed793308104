package dev.hoop.gateway.server.ports.notifications;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import java.time.Instant;

/** News that could not be delivered and wait for a person. Thread-safe. */
public interface DeadLetters {
    /** Newest first. */
    Listed<Letter> dead(Stretch stretch);

    /** Lets it be tried again, from the beginning. Answers whether it was dead. */
    boolean retry(long id);

    /** Gives it up for ever. Answers whether it was dead. */
    boolean drop(long id);

    /**
     * News for one destination.
     *
     * @param body a JSON object that holds no statement and no secret
     */
    record Letter(long id, String destination, String topic, String body, int tries, Instant at) {
        /** Leaves the body out. */
        @Override
        public String toString() {
            return "Letter[" + id + " to " + destination + "]";
        }
    }
}
