package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces are the bytes they were, and the text of each alone, joined, is the text of the whole. */
final class WholeCharactersTest {
    private static void sameInPieces(byte[] bytes, int most, Random random, String what) {
        WholeCharacters characters = new WholeCharacters();
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        WholeCharacters.Taker taker = (piece, offset, length) -> {
            text.append(new String(piece, offset, length, UTF_8));
            joined.write(piece, offset, length);
        };
        int from = 0;
        while (from < bytes.length) {
            int some = Math.min(bytes.length - from, 1 + random.nextInt(most));
            byte[] within = new byte[some + 2];
            System.arraycopy(bytes, from, within, 1, some);
            characters.add(within, 1, some, taker);
            from += some;
        }
        characters.end(taker);

        assertThat(text.toString()).as(what).isEqualTo(new String(bytes, UTF_8));
        assertThat(joined.toByteArray()).as(what).isEqualTo(bytes);
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
    void oddBytesAreReadAsThePlatformReadsThem(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        for (int most = 1; most <= 5; most++) {
            sameInPieces(bytes, most, new Random(most), hex);
        }
    }

    @Test
    void whatMayGoOnWaitsForItsRest() {
        WholeCharacters characters = new WholeCharacters();
        List<String> pieces = new ArrayList<>();
        WholeCharacters.Taker taker = (piece, offset, length) -> pieces.add(new String(piece, offset, length, UTF_8));

        characters.add(new byte[] {'a', (byte) 0xe2, (byte) 0x82}, 0, 3, taker);
        characters.add(new byte[] {(byte) 0xac, 'b'}, 0, 2, taker);

        assertThat(pieces).containsExactly("a", "\u20acb");
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
            sameInPieces(bytes, 1 + random.nextInt(20), random, "seed %d, round %d".formatted(seed, round));
        }
    }
}
