package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void everyTypeOfEverySideHasASample() {
        assertThat(Samples.client().stream().map(ClientMessage::type)).containsExactly(ClientMessage.Type.values());
        assertThat(Samples.server().stream().map(ServerMessage::type)).containsExactly(ServerMessage.Type.values());
    }

    @Test
    void everyKindOfValueHasASample() {
        assertThat(Samples.VALUES.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(dev.hoop.gateway.api.value.Value.class.getPermittedSubclasses());
    }

    @Test
    void typesAreFoundByTheirCodes() {
        assertThat(Arrays.stream(ClientMessage.Type.values()).map(type -> ClientMessage.Type.of(type.code())))
                .containsExactly(ClientMessage.Type.values());
        assertThat(Arrays.stream(ServerMessage.Type.values()).map(type -> ServerMessage.Type.of(type.code())))
                .containsExactly(ServerMessage.Type.values());
    }
}
