package dev.hoop.gateway.jdbc.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
    @Test
    void addressesAreReadWithoutTheirNetwork() throws Exception {
        assertThat(Addresses.parse("10.0.0.1/8").getHostAddress()).isEqualTo("10.0.0.1");
        assertThat(Addresses.parse("::1").getHostAddress()).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(Addresses.parse("::ffff:1.2.3.4/128").getHostAddress()).isEqualTo("1.2.3.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.org",
                "a.b:c.example.org",
                "***",
                "",
                "999.1.1.1",
                "1.2.3",
                "1.2.3.4.example.org",
                "abc"
            })
    void namesAreNeverLookedUp(String text) {
        assertThatThrownBy(() -> Addresses.parse(text))
                .isInstanceOf(SQLException.class)
                .hasNoCause();
    }
}
