package dev.hoop.gateway.server.connectors.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Marks are found and taken out however they are cut; what only looks like one means nothing. */
class MarksTest {
    private static final String NONCE = "fedcba9876543210fedcba9876543210";
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private record Seen(String shown, List<Marks.Mark> marks) {}

    private static Seen through(byte[] stream, int piece) {
        Marks marks = new Marks(NONCE);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        List<Marks.Mark> found = new ArrayList<>();
        for (int from = 0; from < stream.length; ) {
            from += marks.accept(stream, from, Math.min(piece, stream.length - from));
            byte[] part = new byte[marks.shownCount()];
            marks.shown(part);
            shown.writeBytes(part);
            marks.found().ifPresent(found::add);
        }
        return new Seen(shown.toString(UTF_8), found);
    }

    private static String mark(String key, String nonce, String status, String directory) {
        return "\u001b]7711;" + key + ";" + nonce + ";" + status + ";" + directory + "\u0007";
    }

    @Test
    void markIsFoundWhereverTheStreamIsCut() {
        byte[] stream = ("before\u001b" + mark(KEY, NONCE, "3", "/srv/é".replace("é", "e")) + "after\u001b]77\u001b]")
                .getBytes(UTF_8);

        for (int piece = 1; piece <= stream.length; piece++) {
            Seen seen = through(stream, piece);

            assertThat(seen.marks()).containsExactly(new Marks.Mark(KEY, 3, "/srv/e"));
            assertThat(seen.shown()).startsWith("before\u001bafter\u001b]77");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b]7711;%1$s;00000000000000000000000000000000;0;/\u0007",
                "\u001b]7711;%1$s;%2$sx;0;/\u0007",
                "\u001b]7711;short;%2$s;0;/\u0007",
                "\u001b]7711;%1$s;%2$s;zero;/\u0007",
                "\u001b]7711;%1$s;%2$s;0;/;/\u0007",
                "\u001b]7711;%1$s;%2$s;0\u0007",
                "\u001b]7711;\u0007",
            })
    void whatOnlyLooksLikeAMarkMeansNothingAndShowsNoKey(String form) {
        Seen seen = through(("a" + form.formatted(KEY, NONCE) + "b").getBytes(UTF_8), 7);

        assertThat(seen.marks()).isEmpty();
        assertThat(seen.shown()).isEqualTo("ab");
    }

    @Test
    void directoryWithoutARootIsNotKnown() {
        assertThat(through(mark(KEY, NONCE, "0", "?").getBytes(UTF_8), 100).marks())
                .containsExactly(new Marks.Mark(KEY, 0, ""));
    }

    @Test
    void beginningWithoutAnEndIsBounded() {
        Seen seen = through(("\u001b]7711;" + "x".repeat(20_000) + "end").getBytes(UTF_8), 1000);

        assertThat(seen.marks()).isEmpty();
        assertThat(seen.shown()).endsWith("end");
    }

    @Test
    void constructsAreSaidInLinesThatATerminalTakes() {
        String text = "echo '" + "é😀".repeat(3000) + "'\nsecond\n\nlast";
        String lines = new String(ShellScript.construct(KEY, text, false, 7), UTF_8);

        assertThat(lines.lines()).allSatisfy(line -> {
            assertThat(line).startsWith(KEY);
            assertThat(line.getBytes(UTF_8).length).isLessThan(4096);
        });
        StringBuilder read = new StringBuilder();
        for (String line : lines.lines().toList()) {
            char kind = line.charAt(KEY.length());
            read.append(line.substring(KEY.length() + 1)).append(kind == '/' ? "\n" : "");
        }
        assertThat(read).hasToString("(exit 7)\n" + text + "\n");
        assertThat(lines).endsWith(KEY + "!\n");
    }
}
