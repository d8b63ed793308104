package dev.hoop.gateway.server.secrets.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCredentialsTest {
    @TempDir
    private Path directory;

    private static Credentials environment(String value) {
        return new LocalCredentials(Map.of("ORDERS_DB", value));
    }

    @Test
    void aVariableIsSplitAtTheFirstColon() {
        assertThat(environment("gate:pa:ss word").lease("env:ORDERS_DB"))
                .isEqualTo(new Credentials.Secret("gate", "pa:ss word"));
    }

    @Test
    void aPasswordMayBeEmpty() {
        assertThat(environment("gate:").lease("env:ORDERS_DB")).isEqualTo(new Credentials.Secret("gate", ""));
    }

    @Test
    void aFileIsReadAnewForEveryLease() throws IOException {
        Path file = directory.resolve("orders");
        Credentials credentials = new LocalCredentials(Map.of());
        Files.writeString(file, "gate:old\n");
        assertThat(credentials.lease("file:" + file).password()).isEqualTo("old");

        Files.writeString(file, "gate:new\r\n");

        assertThat(credentials.lease("file:" + file).password()).isEqualTo("new");
    }

    @Test
    void whatIsMissingIsNamedByItsReference() {
        assertRefused(new LocalCredentials(Map.of()), "env:ORDERS_DB", "env:ORDERS_DB");
        assertRefused(new LocalCredentials(Map.of()), "file:" + directory.resolve("none"), "none");
    }

    @Test
    void aValueOfAnotherFormIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> environment("hunter2").lease("env:ORDERS_DB"))
                .hasMessageContaining("user:password")
                .hasMessageNotContaining("hunter2");
    }

    /** Somebody wrote the credential itself where its place belongs. */
    @Test
    void aReferenceThatIsNoneIsNotRepeated() {
        assertThatThrownBy(() -> new LocalCredentials(Map.of()).lease("gate:hunter2"))
                .isInstanceOf(GatewayException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aFileThatCannotBeACredentialIsRefused() throws IOException {
        Path large = directory.resolve("large");
        Files.write(large, new byte[65 * 1024]);
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {'a', ':', (byte) 0xff});

        assertRefused(new LocalCredentials(Map.of()), "file:" + large, "longer");
        assertRefused(new LocalCredentials(Map.of()), "file:" + binary, "UTF-8");
        assertRefused(new LocalCredentials(Map.of()), "file:" + directory, "cannot be read");
    }

    private static void assertRefused(Credentials credentials, String reference, String part) {
        assertThatThrownBy(() -> credentials.lease(reference))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining(part);
    }

    @Test
    void aSecretDoesNotPrintItself() {
        assertThat(environment("gate:hunter2").lease("env:ORDERS_DB").toString())
                .doesNotContain("hunter2", "gate");
    }
}
