package dev.hoop.gateway.remote.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.remote.failure.TokenSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a POSIX shell")
class TokenProviderTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void tokenNeverShowsItself() {
        assertThat(new Token("secret-token")).hasToString("Token[…]");
    }

    @Test
    void textThatIsNoTokenIsRefusedAndNotShown() {
        for (String text : List.of("", "two words-secret", "line\nbreak-secret", "ünï-secret", "x".repeat(20_000))) {
            assertThatThrownBy(() -> TokenProvider.value(text))
                    .isInstanceOfSatisfying(
                            TokenSourceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOGIN_FAILED))
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining("xxx");
        }
    }

    @Test
    void fileIsReadAgainEachTime() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "  first\n");
        TokenProvider provider = TokenProvider.file(file);
        assertThat(provider.token(TokenProvider.Reason.CONNECT)).isEqualTo(new Token("first"));

        Files.writeString(file, "second\n");
        assertThat(provider.token(TokenProvider.Reason.EXPIRING)).isEqualTo(new Token("second"));
    }

    @Test
    void fileThatHoldsNoTokenIsNamedAndNotShown() throws IOException {
        Path missing = folder.resolve("missing");
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path large = Files.writeString(folder.resolve("large"), "secret".repeat(100_000));
        for (Path file : List.of(missing, empty, large, folder)) {
            assertThatThrownBy(() -> TokenProvider.file(file).token(TokenProvider.Reason.CONNECT))
                    .isInstanceOf(TokenSourceException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void environmentVariableThatIsNotSetIsNamed() {
        assertThatThrownBy(
                        () -> TokenProvider.environment("HOOP_NO_SUCH_VARIABLE").token(TokenProvider.Reason.CONNECT))
                .isInstanceOf(TokenSourceException.class)
                .hasMessageContaining("HOOP_NO_SUCH_VARIABLE");
    }

    @Test
    void commandGivesWhatItPrints() {
        assertThat(run("echo ' printed '")).isEqualTo(new Token("printed"));
        assertThat(run("printf %s \"$0\"", "argument;rm")).isEqualTo(new Token("argument;rm"));
        assertThat(run("echo noise >&2; cat; echo printed")).isEqualTo(new Token("printed"));
    }

    @Test
    void commandThatFailsIsNamedAndItsOutputNotShown() {
        refused("echo secret; exit 3", "status 3");
        refused("true", "empty");
        refused("echo secret token", "spaces");
        refused("yes secret", "printed more than a token");
        assertThatThrownBy(() ->
                        TokenProvider.command(List.of("/no/such/program"), LONG).token(TokenProvider.Reason.CONNECT))
                .isInstanceOf(TokenSourceException.class)
                .hasMessageContaining("/no/such/program");
        assertThatThrownBy(() -> TokenProvider.command(List.of(), LONG).token(TokenProvider.Reason.CONNECT))
                .isInstanceOf(TokenSourceException.class);
    }

    @Test
    void commandThatDoesNotEndIsEndedWithItsChildren() {
        Path marker = folder.resolve("alive");
        assertThatThrownBy(() -> TokenProvider.command(
                                List.of("sh", "-c", "sleep 600 & echo $! > " + marker + "; wait"),
                                Duration.ofMillis(500))
                        .token(TokenProvider.Reason.CONNECT))
                .isInstanceOf(TokenSourceException.class)
                .hasMessageContaining("500 ms");

        assertThat(Files.exists(marker)).isTrue();
        long child = Long.parseLong(text(marker).strip());
        assertThat(ProcessHandle.of(child)
                        .map(handle -> handle.onExit().join().isAlive())
                        .orElse(false))
                .isFalse();
    }

    @Test
    void childThatKeepsTheOutputOpenDoesNotKeepTheTokenWaiting() {
        assertThat(run("sleep 20 & echo printed")).isEqualTo(new Token("printed"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void refused(String script, String why) {
        assertThatThrownBy(() -> run(script))
                .isInstanceOf(TokenSourceException.class)
                .hasMessageContaining("sh")
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }

    private static Token run(String script, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("sh", "-c", script));
        command.addAll(List.of(arguments));
        return TokenProvider.command(command, LONG).token(TokenProvider.Reason.CONNECT);
    }
}
