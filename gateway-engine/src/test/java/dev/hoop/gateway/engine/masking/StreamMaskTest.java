package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.detect.Entity;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs print is masked the same however it arrives. */
class StreamMaskTest {
    private static final String SECRET = "s3cr€t-Pa55 word";
    private static final List<LiteralSecret> SECRETS = List.of(
            new LiteralSecret("db", SECRET),
            new LiteralSecret("token", "abcabcabd"),
            new LiteralSecret("key", "line1\nline2\n"));
    private static final List<ContentRule> RULES = List.of(
            new ContentRule("pci", MaskRule.REDACT, Set.of(Entity.CARD_NUMBER), Set.of()),
            new ContentRule("mail", MaskRule.REDACT, Set.of(Entity.EMAIL), Set.of()),
            new ContentRule("keys", MaskRule.REDACT, Set.of(Entity.PRIVATE_KEY, Entity.JWT), Set.of()));

    private final long seed = Long.getLong("hoop.test.seed", 20_260_101L);

    private static StreamMask mask() {
        return MaskTools.none().streamMask(RULES, SECRETS);
    }

    private static String through(byte[] stream, int... cuts) {
        StreamMask mask = mask();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int cut : cuts) {
            mask.accept(stream, from, cut - from, out::write);
            from = cut;
        }
        mask.accept(stream, from, stream.length - from, out::write);
        mask.end(out::write);
        assertThat(mask.held()).isZero();
        return out.toString(UTF_8);
    }

    private static String through(String stream) {
        return through(stream.getBytes(UTF_8));
    }

    @Test
    void secretsAreReplacedByTheirNames() {
        assertThat(through("user sue password " + SECRET + "!\nabcabcabcabd\n"))
                .isEqualTo("user sue password [db]!\nabc[token]\n");
        assertThat(through("line1\r\nline2\r\nx")).isEqualTo("[key]\r\rx");
    }

    @Test
    void secretsAreFoundAsToolsWriteThem() {
        for (String before : List.of("", "x", "xy")) {
            String encoded = Base64.getEncoder().encodeToString((before + SECRET + "tail").getBytes(UTF_8));
            assertThat(through(encoded)).contains("[db]");
        }
        assertThat(through("?p=s3cr%E2%82%ACt-Pa55%20word&x")).isEqualTo("?p=[db]&x");
        assertThat(through("{\"k\":\"line1\\nline2\\n\"}")).isEqualTo("{\"k\":\"[key]\"}");
    }

    @Test
    void contentIsMaskedByWhatItLooksLike() {
        assertThat(through("card 4111 1111 1111 1111, mail sue@example.org.\n"))
                .isEqualTo("card redacted, mail redacted.\n");
        assertThat(through("-----BEGIN PRIVATE KEY-----\r\nMIIEvQ\r\nAAAA\r\n-----END PRIVATE KEY-----\r\nrest\n"))
                .doesNotContain("MIIEvQ", "AAAA")
                .endsWith("rest\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31m",
                "\u001b[0;1m",
                "\r",
                "\u0007",
                "x\b",
                "\u001b(B",
                "\u200b",
                "\ufeff",
                "\u001b[K",
                "\u009b1m",
                "\u00ad"
            })
    void whatSteersATerminalHidesNoSecret(String steering) {
        for (int at = 1; at < SECRET.length(); at++) {
            String stream = "a " + SECRET.substring(0, at) + steering + SECRET.substring(at) + " b\n";
            String shown = through(stream);
            assertThat(shown).as("at %d", at).contains("[db]").startsWith("a ").endsWith(" b\n");
            assertThat(shown.replaceAll("\u001b\\[[0-9;]*[mK]|[^a-zA-Z0-9 \\[\\]]", ""))
                    .doesNotContain("Pa55", "s3cr");
        }
        assertThat(through("4111 1111 " + steering + "1111 1111\n"))
                .contains("redacted")
                .doesNotContain("1111 ");
    }

    @Test
    void resultDoesNotDependOnWhereTheStreamIsCut() {
        byte[] stream = ("\u001b[1mé sue@example.org\u001b[0m " + SECRET
                        + "\r\nabcabcab\babcabd 4111111111111111\n\u001b]0;" + SECRET
                        + "\u0007€\u200b\ud83d\ude00 -----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\nline1\r\nline2\r\nend abcab")
                .getBytes(UTF_8);
        String whole = through(stream);

        for (int cut = 1; cut < stream.length; cut++) {
            assertThat(through(stream, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
        int[] everywhere = new int[stream.length - 1];
        for (int i = 0; i < everywhere.length; i++) {
            everywhere[i] = i + 1;
        }
        assertThat(through(stream, everywhere)).isEqualTo(whole);
        assertThat(whole)
                .doesNotContain("example", "Pa55", "4111", "QUJD", "line1")
                .endsWith("end abcab");
    }

    @Test
    void anyStreamGivesTheSameInAnyPieces() {
        Random random = new Random(seed);
        String[] parts = {
            "s3cr€t-",
            "Pa55 word",
            "abc",
            "abd",
            "\n",
            "\r\n",
            "\u001b[3",
            "1m",
            "\b",
            "4111",
            " 1111",
            "@",
            "x.org",
            "-----BEGIN PRIVATE KEY-----",
            "-----END",
            "line1",
            "line2",
            "\u009b",
            "€",
            " ",
            "z".repeat(900),
            "\u001b[0m".repeat(300)
        };
        for (int round = 0; round < 400; round++) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int i = 0; i < 60; i++) {
                byte[] part = parts[random.nextInt(parts.length)].getBytes(UTF_8);
                text.write(part, 0, random.nextInt(8) == 0 ? random.nextInt(part.length + 1) : part.length);
            }
            byte[] stream = text.toByteArray();
            int[] cuts = random.ints(12, 0, stream.length + 1).sorted().toArray();
            assertThat(through(stream, cuts))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(through(stream));
        }
    }

    @Test
    void whatIsNoTextPassesAsItIs() {
        byte[] bytes = new byte[100_000];
        new Random(seed).nextBytes(bytes);
        StreamMask mask = MaskTools.none().streamMask(List.of(), SECRETS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        mask.accept(bytes, 0, bytes.length, out::write);
        mask.end(out::write);

        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void heldBytesAreBoundedAndAFlushShowsAPrompt() {
        StreamMask mask = mask();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] prompt = "first line\nlogin as: ".getBytes(UTF_8);

        mask.accept(prompt, 0, prompt.length, out::write);
        assertThat(out.toString(UTF_8)).isEqualTo("first line\n");
        mask.flush(out::write);
        assertThat(out.toString(UTF_8)).isEqualTo("first line\nlogin as: ");

        byte[] steering = ("s3cr" + "\u001b[31m".repeat(100_000)).getBytes(UTF_8);
        for (int i = 0; i < steering.length; i += 1000) {
            mask.accept(steering, i, Math.min(1000, steering.length - i), out::write);
            assertThat(mask.held()).isLessThanOrEqualTo(StreamMask.MOST_HELD);
        }
        assertThat(out.toString(UTF_8)).doesNotContain("s3cr");
    }

    @Test
    void flushKeepsWhatMayBecomeSomethingHidden() {
        for (String part : List.of("pay 4111 1111 1111", "pay s3cr€t-Pa5", "pay sue@exampl", "pay abcab")) {
            StreamMask mask = mask();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] bytes = part.getBytes(UTF_8);

            mask.accept(bytes, 0, bytes.length, out::write);
            mask.flush(out::write);

            assertThat(out.toString(UTF_8)).as(part).isEqualTo("pay ");
        }
    }

    @Test
    void longLinesAreSearchedWhole() {
        String line = "x".repeat(20_000) + " 4111111111111111 " + "y ".repeat(9_000) + SECRET + "z".repeat(9000);

        assertThat(through(line)).contains(" redacted ", "[db]").doesNotContain("4111", "Pa55");
    }

    @Test
    void countsTellWhatWasMasked() {
        StreamMask mask = mask();
        byte[] bytes = (SECRET + " 4111111111111111\n").getBytes(UTF_8);

        mask.accept(bytes, 0, bytes.length, (shown, offset, length) -> {});

        assertThat(mask.counts()).containsEntry("db", 1L).containsEntry("pci", 1L);
    }
}
