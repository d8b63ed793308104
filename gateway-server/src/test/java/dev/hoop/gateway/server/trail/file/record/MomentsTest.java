package dev.hoop.gateway.server.trail.file.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments are written as the class library writes them. */
final class MomentsTest {
    private final Moments moments = new Moments();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "2026-11-21T16:42:29.000001Z",
                "2026-11-21T16:42:29.100Z",
                "2026-11-21T16:42:29.010Z",
                "2026-11-21T16:42:29.010010Z",
                "2026-11-21T16:42:00Z"
            })
    void edgesAreWrittenAsTheyAreRead(String moment) {
        assertThat(moments.text(Instant.parse(moment))).isEqualTo(moment);
    }

    @Test
    void anyMomentIsWrittenInMicroseconds() {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 10_000; i++) {
            Instant moment = Instant.ofEpochSecond(random.nextInt(4_000), random.nextInt(1_000_000_000));

            assertThat(moments.text(moment))
                    .isEqualTo(moment.truncatedTo(ChronoUnit.MICROS).toString());
        }
    }
}
