package dev.hoop.gateway.server.secrets.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
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
        byte[] people = MaskKeyFile.open(file).key("people").orElseThrow();

        assertThat(people).hasSize(32);
        assertThat(MaskKeyFile.open(file).key("people")).contains(people);
        assertThat(MaskKeyFile.open(file).key("staff").orElseThrow()).isNotEqualTo(people);
        assertThat(MaskKeyFile.open(directory.resolve("other.key"))
                        .key("people")
                        .orElseThrow())
                .isNotEqualTo(people);
    }

    @Test
    void gatewaysThatStartAtOnceAgreeAndLeaveNothingElse() throws Exception {
        Path file = directory.resolve("masks.key");
        ExecutorService gateways = Executors.newFixedThreadPool(8);
        Callable<String> start = () -> java.util.HexFormat.of()
                .formatHex(MaskKeyFile.open(file).key("people").orElseThrow());
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

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zz", "00112233"})
    void whatIsNoKeyIsRefusedWithoutBeingRepeated(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("masks.key"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> MaskKeyFile.open(file))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageContaining(file.toString());
    }
}
