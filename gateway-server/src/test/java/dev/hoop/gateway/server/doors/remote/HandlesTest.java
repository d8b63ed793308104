package dev.hoop.gateway.server.doors.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Handle;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HandlesTest {
    private final Handles handles = new Handles();

    @Test
    void sameTextKeepsItsNumber() {
        int first = handles.of("select 1");

        assertThat(handles.of("select 2")).isNotEqualTo(first);
        assertThat(handles.of("select 1")).isEqualTo(first);
        assertThat(handles.text(first)).isEqualTo("select 1");
    }

    @Test
    void closedNumberStandsForNothing() {
        int number = handles.of("select 1");

        handles.close(List.of(new Handle(number), new Handle(77)));

        assertThatThrownBy(() -> handles.text(number)).isInstanceOf(GatewayException.class);
        assertThat(handles.of("select 1")).isNotEqualTo(number);
    }

    @Test
    void leastRecentlyUsedTextIsForgotten() {
        int used = handles.of("used");
        int unused = handles.of("unused");
        for (int i = 0; i < Handles.MOST - 1; i++) {
            handles.of("filler " + i);
            handles.text(used);
        }

        assertThat(handles.text(used)).isEqualTo("used");
        assertThatThrownBy(() -> handles.text(unused)).isInstanceOf(GatewayException.class);
    }

    @Test
    void textsTogetherStayWithinTheirBound() {
        String large = "x".repeat(60_000);
        int first = handles.of(large + 0);
        for (int i = 1; i <= Handles.MOST_CHARS / 60_000; i++) {
            handles.of(large + i);
        }

        assertThatThrownBy(() -> handles.text(first)).isInstanceOf(GatewayException.class);
    }

    @Test
    void textThatIsTooLongGetsNoNumber() {
        assertThat(handles.of("x".repeat(70_000))).isZero();
    }
}
