package dev.hoop.gateway.server.doors.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A key is given back only where nothing was begun under it. */
final class OnceTest {
    private final Remembered kept = new Remembered();
    private final Once once = new Once(kept);

    /** Answers in memory. */
    private static final class Remembered implements KeptAnswers {
        private final Map<String, Known> known = new HashMap<>();

        @Override
        public Optional<Known> take(String subject, String key, String asked) {
            return Optional.ofNullable(known.putIfAbsent(subject + key, new Known(asked, 0, "")));
        }

        @Override
        public void answered(String subject, String key, int status, String body) {
            known.put(subject + key, new Known("asked", status, body));
        }

        @Override
        public void release(String subject, String key) {
            known.remove(subject + key);
        }
    }

    /** The status of what is known when the same comes again; below zero when it may be done anew. */
    private int again(int status) {
        assertThat(kept.take("sue", "key", "asked")).isEmpty();
        once.first("sue", "key", () -> new Answer(status, "{}", "{}"));
        return kept.take("sue", "key", "asked").map(KeptAnswers.Known::status).orElse(-1);
    }

    @Test
    void answerIsKept() {
        assertThat(again(200)).isEqualTo(200);
    }

    @Test
    void refusalIsKept() {
        assertThat(again(403)).isEqualTo(403);
    }

    @Test
    void whatWasTurnedAwayMayBeBroughtAgain() {
        assertThat(again(429)).isEqualTo(-1);
    }

    @Test
    void whatFailedHalfWayIsNotDoneAgainUnderItsKey() {
        assertThat(again(500)).isZero();
    }

    @Test
    void whatTheStoreDidNotAnswerIsNotDoneAgainUnderItsKey() {
        assertThat(again(503)).isZero();
    }

    @Test
    void whatBrokeIsNotDoneAgainUnderItsKey() {
        assertThat(kept.take("sue", "key", "asked")).isEmpty();

        assertThatThrownBy(() -> once.first("sue", "key", () -> {
                    throw new IllegalStateException("after its effect");
                }))
                .hasMessage("after its effect");

        assertThat(kept.take("sue", "key", "asked"))
                .map(KeptAnswers.Known::status)
                .hasValue(0);
    }
}
