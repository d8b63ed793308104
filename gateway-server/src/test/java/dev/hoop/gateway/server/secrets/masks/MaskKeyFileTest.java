package dev.hoop.gateway.server.secrets.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.masking.MaskKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskKeyFileTest {
    @TempDir
    private Path directory;

    @Test
    void keysOfDomainsDifferAndStayWhatTheyAre() {
        Path file = directory.resolve("keys/masks.key");
        byte[] people = MaskKeyFile.open(file).key("people", MaskKeys.CURRENT).orElseThrow();

        assertThat(people).hasSize(32);
        assertThat(MaskKeyFile.open(file).key("people", MaskKeys.CURRENT)).contains(people);
        assertThat(MaskKeyFile.open(file).key("staff", MaskKeys.CURRENT).orElseThrow())
                .isNotEqualTo(people);
        assertThat(MaskKeyFile.open(directory.resolve("other.key"))
                        .key("people", MaskKeys.CURRENT)
                        .orElseThrow())
                .isNotEqualTo(people);
    }

    @Test
    void gatewaysThatStartAtOnceAgreeAndLeaveNothingElse() throws Exception {
        Path file = directory.resolve("masks.key");
        ExecutorService gateways = Executors.newFixedThreadPool(8);
        Callable<String> start = () -> java.util.HexFormat.of()
                .formatHex(
                        MaskKeyFile.open(file).key("people", MaskKeys.CURRENT).orElseThrow());
        Set<String> seen = new HashSet<>();
        for (Future<String> key : gateways.invokeAll(java.util.Collections.nCopies(16, start))) {
            seen.add(key.get());
        }
        gateways.shutdown();

        assertThat(seen).hasSize(1);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void newKeyIsInForceAndTheOldOneIsKnownByItsId() throws Exception {
        Path file = directory.resolve("masks.key");
        byte[] before = current(MaskKeyFile.open(file));
        String old = Files.readString(file).strip();
        assertThat(old).startsWith("first ");

        Files.writeString(file, "# rotated\nsecond " + "ab".repeat(32) + "\n" + old + "\n");
        MaskKeyFile rotated = MaskKeyFile.open(file);

        assertThat(current(rotated)).isNotEqualTo(before);
        assertThat(rotated.key("people", "second")).contains(current(rotated));
        assertThat(rotated.key("people", "first")).contains(before);
        assertThat(rotated.key("people", "third")).isEmpty();
    }

    @Test
    void hashesAreBoundToTheIdOfTheirKey() {
        String secret = "ab".repeat(32);

        assertThat(current(MaskKeyFile.open("env:KEYS", Map.of("KEYS", "a " + secret))))
                .isNotEqualTo(current(MaskKeyFile.open("env:KEYS", Map.of("KEYS", "b " + secret))));
    }

    @Test
    void keysComeFromTheEnvironmentOrAFileThatIsThere() throws Exception {
        Path file = directory.resolve("masks.key");
        byte[] made = current(MaskKeyFile.open(file.toString(), Map.of()));
        String content = Files.readString(file);

        assertThat(current(MaskKeyFile.open("file:" + file, Map.of()))).isEqualTo(made);
        assertThat(current(MaskKeyFile.open("env:KEYS", Map.of("KEYS", content))))
                .isEqualTo(made);
        assertThat(current(MaskKeyFile.open("env:KEYS", Map.of("KEYS", "x " + "cd".repeat(32) + "," + content))))
                .isNotEqualTo(made);
        assertThatThrownBy(() -> MaskKeyFile.open("env:NOWHERE", Map.of()))
                .hasMessageContaining("env:NOWHERE")
                .hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> MaskKeyFile.open("file:" + directory.resolve("none"), Map.of()))
                .hasMessageContaining("cannot be read");
        assertThat(directory.resolve("none")).doesNotExist();
    }

    private static byte[] current(MaskKeyFile keys) {
        return keys.key("people", MaskKeys.CURRENT).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "zz",
                "00112233",
                "two words 0011",
                "a 0000000000000000000000000000000000000000000000000000000000000000\na 1111111111111111111111111111111111111111111111111111111111111111"
            })
    void whatIsNoKeyIsRefusedWithoutBeingRepeated(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("masks.key"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> MaskKeyFile.open(file))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageContaining(file.toString());
    }
}
