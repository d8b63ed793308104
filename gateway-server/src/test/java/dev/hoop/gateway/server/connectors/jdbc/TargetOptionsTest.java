package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.server.ports.targets.Target;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetOptionsTest {
    private static TargetOptions of(Map<String, String> options) {
        return TargetOptions.of(new Target(new TargetName("orders"), "jdbc", "jdbc:h2:mem:x", "env:X", options));
    }

    @Test
    void everyOptionHasADefault() {
        TargetOptions options = of(Map.of());

        assertThat(options.poolSize()).isEqualTo(10);
        assertThat(options.poolWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.pinning()).isEqualTo(TargetOptions.Pinning.TRANSACTION);
        assertThat(options.groupsInserts()).isTrue();
    }

    @Test
    void optionsAreReadWithTheirUnits() {
        TargetOptions options =
                of(Map.of("pool-size", "3", "pool-idle", "9", "pool-wait", "250ms", "idle-timeout", "2h"));

        assertThat(options.poolSize()).isEqualTo(3);
        assertThat(options.poolIdle()).isEqualTo(3);
        assertThat(options.poolWait()).isEqualTo(Duration.ofMillis(250));
        assertThat(options.idleTimeout()).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({
        "pool-sice, 3",
        "pool-size, 0",
        "pool-size, many",
        "pool-size, 99999999999",
        "pool-wait, 5",
        "pool-wait, 0s",
        "pool-wait, -1s",
        "max-value-bytes, 10",
        "pinning, sometimes",
        "group-inserts, maybe"
    })
    void whatMakesNoSenseIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> of(Map.of(name, value)))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("orders")
                .hasMessageContaining(name);
    }
}
