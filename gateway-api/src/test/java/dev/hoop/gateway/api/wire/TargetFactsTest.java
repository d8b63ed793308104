package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetFactsTest {
    @Test
    void whatWasToldBeforeIsKnownByItsBytesAndWhatFollowsIsStillRead() {
        WireWriter out = new WireWriter();
        TargetFacts.of(Map.of("b", "2", "a", "told twice")).encode(out);
        out.i32(7);
        WireReader first = new WireReader(out.toByteArray());
        WireReader again = new WireReader(out.toByteArray());

        TargetFacts facts = TargetFacts.decode(first);

        assertThat(TargetFacts.decode(again)).isSameAs(facts);
        assertThat(facts.byMethod()).isEqualTo(Map.of("b", "2", "a", "told twice"));
        assertThat(first.i32()).isEqualTo(7);
        assertThat(again.i32()).isEqualTo(7);
    }

    @Test
    void oneOtherByteMeansOtherFacts() {
        assertThat(decoded(Map.of("a", "1")).byMethod()).isEqualTo(Map.of("a", "1"));
        assertThat(decoded(Map.of("a", "2")).byMethod()).isEqualTo(Map.of("a", "2"));
        assertThat(decoded(Map.of("a", "1", "b", "1")).byMethod()).isEqualTo(Map.of("a", "1", "b", "1"));
        assertThat(decoded(Map.of()).byMethod()).isEmpty();
        assertThat(decoded(Map.of("a", "1")).byMethod()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void factsOfManyTargetsAreAllReadRight() {
        for (int round = 0; round < 2; round++) {
            for (int target = 0; target < 20; target++) {
                Map<String, String> facts = Map.of("target", Integer.toString(target));
                assertThat(decoded(facts).byMethod()).isEqualTo(facts);
            }
        }
    }

    @Test
    void whatIsTooMuchToRememberIsReadEachTime() {
        Map<String, String> much = Map.of("much", "x".repeat(TargetFacts.MOST_BYTES));

        assertThat(decoded(much)).isEqualTo(decoded(much)).isNotSameAs(decoded(much));
    }

    @Test
    void bytesThatAreCutOffAreRefusedThoughTheWholeIsKnown() {
        WireWriter out = new WireWriter();
        TargetFacts.of(Map.of("a", "cut off")).encode(out);
        byte[] bytes = out.toByteArray();
        assertThat(TargetFacts.decode(new WireReader(bytes)).byMethod()).containsKey("a");

        assertThatThrownBy(() -> TargetFacts.decode(new WireReader(bytes, 0, bytes.length - 1)))
                .isInstanceOf(ProtocolException.class);
    }

    private static TargetFacts decoded(Map<String, String> facts) {
        WireWriter out = new WireWriter();
        TargetFacts.of(facts).encode(out);
        return TargetFacts.decode(new WireReader(out.toByteArray()));
    }
}
