package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.masking.ColumnGuard;
import dev.hoop.gateway.engine.masking.ColumnMask;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.masking.MaskPlan.PlannedColumn;
import dev.hoop.gateway.engine.masking.MaskPlan.Shape;
import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.masking.RowMask;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A page of 100 customers to the wire's form: bare, behind a mask that masks nothing, and with two of nine columns masked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskBenchmark {
    private static final MaskPlan NOTHING = plan(List.of());
    private static final MaskPlan TWO = plan(List.of("email", "ssn"));

    private final WireWriter out = new WireWriter(64 * 1024);
    private final RowWriter cells = new RowWriter(out);

    private static MaskPlan plan(List<String> masked) {
        List<PlannedColumn> columns = Shop.columns().stream()
                .map(column -> new PlannedColumn(
                        column.label(),
                        masked.contains(column.label())
                                ? new ColumnMask(new MaskRule(MaskRule.Kind.KEEP_LAST, List.of("4")), "pii")
                                : ColumnMask.NONE))
                .toList();
        return new MaskPlan(Shape.PREDICTED, columns, ColumnGuard.none());
    }

    /** The base line. */
    @Benchmark
    public int bare() {
        out.clear();
        return CustomerRows.drain(new CustomerRows(), cells);
    }

    /** Behind a mask with nothing to do. */
    @Benchmark
    public int nothingMasked() {
        out.clear();
        return CustomerRows.drain(new RowMask(new CustomerRows(), NOTHING), cells);
    }

    /** Two text columns keep their last four characters. */
    @Benchmark
    public int twoMasked() {
        out.clear();
        return CustomerRows.drain(new RowMask(new CustomerRows(), TWO), cells);
    }
}
