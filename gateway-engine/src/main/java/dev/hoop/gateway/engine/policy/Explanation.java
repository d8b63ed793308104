package dev.hoop.gateway.engine.policy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a verdict came about, step by step; holds no literal and no value. */
public record Explanation(Verdict verdict, List<Step> steps) {
    /** The stages of a judgement, in their order. */
    public enum Stage {
        GRANTS,
        UNDERSTANDING,
        GUARD,
        DENIES,
        PROTECTED,
        HOLDS,
        OBLIGATIONS
    }

    /** One thing that was looked at. */
    public record Step(Stage stage, String text) {
        @Override
        public String toString() {
            return stage.name().toLowerCase(Locale.ROOT) + ": " + text;
        }
    }

    public Explanation {
        steps = List.copyOf(steps);
    }

    /** One line per step. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
