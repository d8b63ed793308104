package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.CellSink;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds numbers towards zero to multiples of a step; other types, and integers where the step would change nothing, are redacted. */
record RoundNumber(Redaction rest, BigDecimal step) implements Partial {
    @Override
    public void int64(long value, CellSink out) {
        if (step.compareTo(BigDecimal.ONE) <= 0) {
            rest.int64(value, out);
        } else {
            out.int64(rounded(BigDecimal.valueOf(value)).longValue());
        }
    }

    @Override
    public void float32(float value, CellSink out) {
        out.float32(
                Float.isFinite(value)
                        ? rounded(new BigDecimal(Float.toString(value))).floatValue()
                        : 0);
    }

    @Override
    public void float64(double value, CellSink out) {
        out.float64(Double.isFinite(value) ? rounded(BigDecimal.valueOf(value)).doubleValue() : 0);
    }

    @Override
    public void decimal(BigDecimal value, CellSink out) {
        if (step.stripTrailingZeros().scale() >= Math.max(1, value.scale())) {
            rest.decimal(value, out); // the step is as fine as the value
        } else {
            out.decimal(rounded(value).setScale(value.scale(), RoundingMode.DOWN));
        }
    }

    private BigDecimal rounded(BigDecimal value) {
        return value.divideToIntegralValue(step).multiply(step);
    }
}
