package dev.hoop.gateway.server.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoedInputTest {
    private final EchoedInput input = new EchoedInput();
    private final List<String> told = new ArrayList<>();
    private final StringBuilder screen = new StringBuilder();

    private void typed(String keys) {
        byte[] bytes = keys.getBytes(UTF_8);
        input.typed(bytes, 0, bytes.length);
    }

    private void shown(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        screen.append(text);
        input.shown(bytes, 0, bytes.length, told::add);
    }

    @Test
    void lineThatIsShownBackIsTold() {
        typed("l");
        shown("l");
        typed("s");
        shown("s");
        typed("\r");
        shown("\r\nfile\r\n$ ");
        typed("id\r");
        shown("id\r\nanna\r\n");

        assertThat(told).containsExactly("ls\r", "id\r");
    }

    @Test
    void lineWithoutEchoIsNeverTold() {
        typed("sudo id\r");
        shown("sudo id\r\nPassword: ");
        typed("hunter2\r");
        shown("\r\nroot\r\n$ ");
        typed("pwd\r");
        shown("pwd\r\n");

        assertThat(told).containsExactly("sudo id\r", "pwd\r");
    }

    @Test
    void partOfAHiddenLineIsNotTakenForAnotherLine() {
        typed("hun");
        shown("[a notice]"); // while echo is off
        typed("ter2\r");
        shown("ter2\r\n"); // whatever this is

        assertThat(told).isEmpty();
    }

    @Test
    void starsAndOtherAnswersAreNoEcho() {
        typed("p");
        shown("*");
        typed("w\r");
        shown("*\r\n");
        typed("hush\r");
        shown("hello\r\n"); // begins like it

        assertThat(told).isEmpty();
    }

    @Test
    void keysThatEditAreFollowedOrNotToldAtAll() {
        typed("lx\u007fs\r");
        shown("lx\b \bs\r\n");
        typed("éx\u007f\u007fab\r");
        shown("éx\b\u001b[K\b\u001b[Kab\r\n");
        typed("cd /t\tx\r"); // the shell completes
        shown("cd /tmp/x\r\n");
        typed("a\u0003ls\r");
        shown("a^C\r\n$ ls\r\n");
        typed("ok\r");
        shown("ok\r\n");

        assertThat(told).containsExactly("ls\r", "ab\r", "ok\r");
    }

    @Test
    void echoInPiecesIsEcho() {
        typed("grüße\r");
        for (byte each : "grüße\r\n".getBytes(UTF_8)) {
            input.shown(new byte[] {each}, 0, 1, told::add);
        }

        assertThat(told).containsExactly("grüße\r");
    }

    @Test
    void endlessLineIsNotGathered() {
        typed("x".repeat(10_000_000));
        shown("x".repeat(10_000_000));
        typed("\rls\r");
        shown("\r\nls\r\n");

        assertThat(told).allSatisfy(line -> assertThat(line).hasSizeLessThan(5000));
    }

    @Test
    void whateverComesWhatIsToldWasShown() {
        Random random = new Random(20);
        String[] some = {"a", "b", "\r", "\n", "\u007f", "\u0003", "é", "ab\r", "\t"};
        String[] echoes = {"a", "b", "\r\n", "\b \b", "^C", "é", "ab\r\n", "\b\u001b[K", "x"};
        for (int i = 0; i < 20_000; i++) {
            typed(some[random.nextInt(some.length)]);
            shown(echoes[random.nextInt(echoes.length)]);
        }

        assertThat(told)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(rubbedOut(screen.toString())).contains(line + "\n"));
    }

    /** What stays of a text when its erasures are done. */
    private static String rubbedOut(String text) {
        StringBuilder left = new StringBuilder();
        String plain = text.replace("\b \b", "\b").replace("\b\u001b[K", "\b");
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) != '\b') {
                left.append(plain.charAt(i));
            } else if (left.length() > 0 && left.charAt(left.length() - 1) != '\n') {
                left.setLength(left.length() - 1);
            }
        }
        return left.toString();
    }
}
