package dev.hoop.gateway.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.masking.ContentRule;
import dev.hoop.gateway.engine.masking.LiteralSecret;
import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.masking.StreamMask;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Masks one MiB of a log in chunks of 32 KiB, so that operations per second are MiB per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StreamMaskBenchmark {
    private static final int CHUNK = 32 * 1024;
    private static final String LINE =
            "2026-11-21T14:00:00Z order=4711 status=shipped from warehouse A-17 by truck, invoice paid on time\n";

    /** What is looked for. */
    @Param({"nothing", "the target's password", "cards and addresses", "both"})
    public String wanted = "";

    private byte[] log = new byte[0];

    @Setup
    public void write() {
        log = LINE.repeat((1 << 20) / LINE.length() + 1).substring(0, 1 << 20).getBytes(UTF_8);
    }

    @Benchmark
    public void masked(Blackhole shown) {
        boolean cards = wanted.startsWith("cards") || wanted.equals("both");
        boolean password = wanted.startsWith("the") || wanted.equals("both");
        StreamMask mask = MaskTools.none()
                .streamMask(
                        cards
                                ? List.of(
                                        new ContentRule("pci", MaskRule.REDACT, Set.of(Entity.CARD_NUMBER), Set.of()),
                                        new ContentRule("mail", MaskRule.REDACT, Set.of(Entity.EMAIL), Set.of()))
                                : List.of(),
                        password ? List.of(new LiteralSecret("password", "the target's own password")) : List.of());
        StreamMask.Sink sink = (bytes, offset, length) -> shown.consume(length);
        for (int from = 0; from < log.length; from += CHUNK) {
            mask.accept(log, from, Math.min(CHUNK, log.length - from), sink);
        }
        mask.end(sink);
    }
}
