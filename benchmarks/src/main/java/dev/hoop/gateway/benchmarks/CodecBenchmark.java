package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageDecoder;
import dev.hoop.gateway.api.wire.MessageEncoder;
import dev.hoop.gateway.api.wire.RowReader;
import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A page of 100 customers of 9 columns onto the wire and off it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private final WireWriter cells = new WireWriter(64 * 1024);
    private final WireWriter out = new WireWriter(64 * 1024);
    private final MessageEncoder encoder = new MessageEncoder(Limits.DEFAULT);
    private byte[] page = new byte[0];

    /** What is decoded. */
    @Setup
    public void make() {
        encodePage();
        page = out.toByteArray();
    }

    /** Cells to bytes, and those to a frame. */
    @Benchmark
    public int encodePage() {
        cells.clear();
        out.clear();
        CustomerRows.drain(new CustomerRows(), new RowWriter(cells));
        encoder.encode(1, new ServerMessage.Rows(CustomerRows.ROWS, cells.toByteArray()), out);
        return out.size();
    }

    /** A frame to cells. */
    @Benchmark
    public void decodePage(Blackhole sink) {
        MessageDecoder<ServerMessage> decoder = MessageDecoder.ofServer(Limits.DEFAULT);
        Envelope<ServerMessage> envelope = decoder.next(ByteBuffer.wrap(page)).orElseThrow();
        RowReader reader = new RowReader(
                (ServerMessage.Rows) envelope.message(), Shop.columns().size());
        while (reader.next()) {
            for (int column = 0; column < 9; column++) {
                Value value = reader.value(column);
                sink.consume(value);
            }
        }
    }
}
