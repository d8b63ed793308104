package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in pieces is what it is whole, and what is no text is what the platform makes of it. */
final class Utf8PiecesTest {
    private static String inPieces(byte[] bytes, int most, Random random) {
        Utf8Pieces pieces = new Utf8Pieces();
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < bytes.length) {
            int some = Math.min(bytes.length - from, 1 + random.nextInt(most));
            text.append(pieces.text(bytes, from, some));
            from += some;
        }
        return text.append(pieces.end()).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "61",
                "c3a4",
                "e282ac",
                "f09f9880",
                "c3",
                "e282",
                "f09f98",
                "80",
                "c0af",
                "c1bf",
                "e080af",
                "eda080",
                "edbfbf",
                "f08080af",
                "f48fbfbf",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "e28261",
                "f09f61",
                "c3c3a4",
                "f09fe282ac",
                "c261e0a061f0909061"
            })
    void oddBytesAreWhatThePlatformMakesOfThem(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        for (int most = 1; most <= 5; most++) {
            assertThat(inPieces(bytes, most, new Random(most))).isEqualTo(new String(bytes, UTF_8));
        }
    }

    @Test
    void randomBytesAndTextsAreTheSameHoweverTheyAreCut() {
        long seed = Long.getLong("hoop.test.seed", 20_261_121L);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (round % 2 == 0) {
                bytes = ("aé€\ud83d\ude00".repeat(random.nextInt(8)) + new String(bytes, UTF_8)).getBytes(UTF_8);
            }
            assertThat(inPieces(bytes, 1 + random.nextInt(20), random))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(new String(bytes, UTF_8));
        }
    }
}
