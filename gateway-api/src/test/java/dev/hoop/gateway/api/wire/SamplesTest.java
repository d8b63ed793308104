package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Value;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void everyTypeOfEverySideHasASample() {
        assertThat(Samples.all().stream().map(Message::type))
                .containsExactlyElementsOf(Stream.<Message.Type>concat(
                                Arrays.stream(ClientMessage.Type.values()), Arrays.stream(ServerMessage.Type.values()))
                        .toList());
    }

    @Test
    void everyKindOfValueHasASample() {
        Set<Class<?>> never = Set.of(Value.LargeBytes.class, Value.LargeText.class);

        assertThat(Stream.concat(Samples.VALUES.stream().map(Object::getClass), Stream.of(Value.InPieces.class))
                        .distinct())
                .containsExactlyInAnyOrder(Arrays.stream(Value.class.getPermittedSubclasses())
                        .filter(kind -> !never.contains(kind))
                        .toArray(Class<?>[]::new));
    }

    @Test
    void typesAreFoundByTheirCodes() {
        assertThat(Arrays.stream(ClientMessage.Type.values()).map(type -> ClientMessage.Type.of(type.code())))
                .containsExactly(ClientMessage.Type.values());
        assertThat(Arrays.stream(ServerMessage.Type.values()).map(type -> ServerMessage.Type.of(type.code())))
                .containsExactly(ServerMessage.Type.values());
    }
}
