package dev.hoop.gateway.server.doors.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.identities.MovingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private final MovingClock clock = new MovingClock();
    private final Pace pace = new Pace(clock, 60);

    @Test
    void burstIsTakenAndThenOneASecond() {
        assertThat(taken("sue", 100)).isEqualTo(15);

        clock.move(Duration.ofSeconds(2));

        assertThat(taken("sue", 100)).isEqualTo(2);
    }

    @Test
    void oneWhoAsksTooMuchHindersNobodyElse() {
        taken("sue", 100);

        assertThatCode(() -> pace.require("dana")).doesNotThrowAnyException();
    }

    @Test
    void manyNamesDoNotBringBackWhatOneHasUsed() {
        taken("sue", 100);
        for (int i = 0; i < 10_000; i++) {
            pace.require("name " + i);
            if (i % 100 == 0) {
                assertThat(taken("sue", 1)).isZero();
            }
        }
    }

    @Test
    void clockThatGoesBackGivesNothing() {
        taken("sue", 100);

        clock.move(Duration.ofHours(-1));

        assertThat(taken("sue", 100)).isZero();
    }

    private int taken(String name, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            try {
                pace.require(name);
                taken++;
            } catch (GatewayException tooMany) {
                assertThat(tooMany).hasMessageContaining("60 a minute");
            }
        }
        return taken;
    }
}
