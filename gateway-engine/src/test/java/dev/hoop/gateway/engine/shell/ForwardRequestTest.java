package dev.hoop.gateway.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.shell.ForwardRequest.Direction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is read in one spelling only, so that a rule that names it meets it. */
final class ForwardRequestTest {
    private static boolean isUnderstood(String host, int port) {
        return new ForwardRequest(Direction.LOCAL, host, port).facts().complete();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "db.internal",
                "DB.internal",
                "a-b_c.example",
                "127.0.0.1",
                "169.254.169.254",
                "10.0.0.255",
                "::1",
                "2001:db8::1",
                "fe80::1:0:0:1",
                "2001:db8:0:1:1:1:1:1",
                "x1",
                "1x.example"
            })
    void usualSpellingsAreRead(String host) {
        assertThat(isUnderstood(host, 5432)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "0.0.0.0",
                "0",
                "::",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.1.",
                "256.0.0.1",
                "1.2.3.4.5",
                "x.127",
                "x.0x7f",
                "localhost.",
                ".localhost",
                "a..b",
                "-oProxyCommand",
                "a b",
                "local\u0000host",
                "l\u00f6calhost",
                "\uff11\uff12\uff17.0.0.1",
                "[::1]",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::7f00:1",
                "0:0:0:0:0:0:0:1",
                "::01",
                "2001:0db8::1",
                "2001:db8::0:1",
                "1::2::3",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8:9",
                "/run/docker.sock",
                "../etc"
            })
    void otherSpellingsLeadNowhere(String host) {
        assertThat(isUnderstood(host, 5432)).as(host).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536, Integer.MIN_VALUE})
    void portsThatAreNoneLeadNowhere(int port) {
        assertThat(isUnderstood("localhost", port)).isFalse();
    }
}
