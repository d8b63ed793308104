package dev.hoop.gateway.server.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.stores.answers.SqlAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is promised of answers that are kept, on every state database. */
abstract class AnswersContract {
    abstract StateDatabase database();

    private SqlAnswers answers() {
        return new SqlAnswers(database(), Duration.ofHours(1));
    }

    @Test
    void keyIsTakenOnceAndTellsItsAnswer() {
        SqlAnswers answers = answers();

        assertThat(answers.take("rita", "key", "asked")).isEmpty();
        assertThat(answers.take("rita", "key", "asked").orElseThrow().isAnswered())
                .isFalse();
        answers.answered("rita", "key", 200, "{}");
        answers.answered("rita", "key", 500, "later");

        assertThat(answers.take("rita", "key", "other")).hasValue(new SqlAnswers.Known("asked", 200, "{}"));
        assertThat(answers.take("dana", "key", "asked"))
                .as("of another subject")
                .isEmpty();
        assertThat(answers.take("rita", "other", "asked")).isEmpty();
    }

    @Test
    void keyThatWasReleasedIsFreeAndAnAnsweredOneIsNotReleased() {
        SqlAnswers answers = answers();
        answers.take("rita", "free", "asked");
        answers.release("rita", "free");
        answers.take("rita", "done", "asked");
        answers.answered("rita", "done", 404, "no");
        answers.release("rita", "done");

        assertThat(answers.take("rita", "free", "asked")).isEmpty();
        assertThat(answers.take("rita", "done", "asked")).isPresent();
    }

    @Test
    void keyIsForgottenWhenItsTimeIsOver() {
        SqlAnswers answers = new SqlAnswers(database(), Duration.ZERO);
        answers.take("rita", "key", "asked");
        answers.answered("rita", "key", 200, "{}");

        assertThat(answers.take("rita", "key", "other")).isEmpty();
    }

    @Test
    void ofManyThatTakeAKeyAtOnceOneGetsIt() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            for (int round = 0; round < 10; round++) {
                String key = "key-" + round;
                List<Future<Optional<SqlAnswers.Known>>> taken = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    taken.add(pool.submit(() -> answers().take("rita", key, "asked")));
                }
                int first = 0;
                for (Future<Optional<SqlAnswers.Known>> each : taken) {
                    first += each.get(60, TimeUnit.SECONDS).isEmpty() ? 1 : 0;
                }
                assertThat(first).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
