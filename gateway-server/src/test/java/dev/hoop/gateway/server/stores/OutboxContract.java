package dev.hoop.gateway.server.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.ports.notifications.DeadLetters;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the outbox promises on every state database. */
abstract class OutboxContract {
    abstract StateDatabase database();

    private Outbox outbox() {
        return new Outbox(database(), List.of("ops", "chat"));
    }

    private void put(Outbox outbox, String body) {
        database().transact(connection -> {
            outbox.put(connection, "approval-asked", body);
            return true;
        });
    }

    @Test
    void messageLeavesOncePerDestinationAndNotAgainOnceItArrived() {
        Outbox outbox = outbox();
        put(outbox, "{}");

        List<Outbox.Letter> letters = outbox.take();
        letters.forEach(outbox::sent);

        assertThat(letters).extracting(Outbox.Letter::destination).containsExactlyInAnyOrder("ops", "chat");
        makeDue();
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void messageOfATransactionThatFailsNeverLeaves() {
        Outbox outbox = outbox();

        assertThatThrownBy(() -> database().transact(connection -> {
                    outbox.put(connection, "approval-asked", "{}");
                    throw new IllegalStateException("undone");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void messageThatDidNotArriveComesAgainLaterAndIsDeadAtLast() {
        Outbox outbox = new Outbox(database(), List.of("ops"));
        put(outbox, "{}");
        int tries = 0;
        boolean dead = false;
        while (!dead) {
            List<Outbox.Letter> letters = outbox.take();
            assertThat(letters).hasSize(1);
            assertThat(outbox.take()).as("not before its time").isEmpty();
            dead = outbox.failed(letters.get(0));
            tries++;
            makeDue();
        }

        assertThat(tries).isEqualTo(Outbox.MOST_TRIES);
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void messageThatIsNotToComeBeforeAMomentDoesNot() {
        Outbox outbox = new Outbox(database(), List.of("ops"));
        put(outbox, "{}");

        assertThat(outbox.failed(outbox.take().get(0), Duration.ofHours(1))).isFalse();

        assertThat(outbox.take()).isEmpty();
        makeDue();
        assertThat(outbox.take()).hasSize(1);
    }

    @Test
    void deadMessagesWaitForAPersonWhoTriesAgainOrGivesUp() {
        Outbox outbox = new Outbox(database(), List.of("ops"));
        for (int i = 0; i < 3; i++) {
            put(outbox, "{}");
        }
        for (int i = 0; i < Outbox.MOST_TRIES; i++) {
            outbox.take().forEach(outbox::failed);
            makeDue();
        }

        Listed<DeadLetters.Letter> first = outbox.dead(Stretch.first(2));
        Listed<DeadLetters.Letter> rest = outbox.dead(new Stretch(first.next(), 2));
        assertThat(first.entries()).hasSize(2);
        assertThat(rest.entries()).hasSize(1);
        assertThat(rest.next()).isEmpty();
        long one = first.entries().get(0).id();
        long other = first.entries().get(1).id();

        assertThat(outbox.retry(one)).isTrue();
        assertThat(outbox.retry(one)).isFalse();
        assertThat(outbox.drop(other)).isTrue();
        assertThat(outbox.drop(other)).isFalse();
        assertThat(outbox.drop(one)).as("what is on its way is not given up").isFalse();

        assertThat(outbox.take()).extracting(Outbox.Letter::id).containsExactly(one);
        assertThat(outbox.dead(Stretch.first(9)).entries()).hasSize(1);
    }

    @Test
    void ofManyThatTakeNoTwoGetTheSame() throws Exception {
        Outbox outbox = new Outbox(database(), List.of("ops"));
        for (int i = 0; i < 100; i++) {
            put(outbox, "{}");
        }
        ExecutorService pool = Executors.newFixedThreadPool(6);
        List<Long> taken = new ArrayList<>();
        try {
            List<Future<List<Outbox.Letter>>> takers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                takers.add(pool.submit(outbox::take));
            }
            for (Future<List<Outbox.Letter>> taker : takers) {
                taker.get(60, TimeUnit.SECONDS).forEach(letter -> taken.add(letter.id()));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(taken).doesNotHaveDuplicates();
    }

    private void makeDue() {
        database().ask(connection -> {
            try (PreparedStatement past = connection.prepareStatement("update outbox set due_at = current_timestamp")) {
                return past.executeUpdate();
            }
        });
    }
}
