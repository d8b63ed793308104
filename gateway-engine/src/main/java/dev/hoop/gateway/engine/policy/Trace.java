package dev.hoop.gateway.engine.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Hears what a judgement looks at, in order. Texts are only made when somebody listens. */
interface Trace {
    void note(Explanation.Stage stage, Supplier<String> text);

    /** Nobody listens. */
    static Trace silent() {
        return (stage, text) -> {};
    }

    /** Keeps everything. Not thread-safe. */
    final class Kept implements Trace {
        private final List<Explanation.Step> steps = new ArrayList<>();

        @Override
        public void note(Explanation.Stage stage, Supplier<String> text) {
            steps.add(new Explanation.Step(stage, text.get()));
        }

        List<Explanation.Step> steps() {
            return List.copyOf(steps);
        }
    }
}
