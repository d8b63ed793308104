package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.trail.file.FileAuditTrail;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Intents a second, by how durable they are; {@code -t} says how many sessions ask at once. The peer is the disk: a write and its sync. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dlogback.configurationFile=dev/hoop/gateway/server/logging.xml")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
public class TrailBenchmark {
    private static final byte[] RECORD = new byte[900];

    private final Path directory = directory();
    private final FileAuditTrail trail = FileAuditTrail.open(
            LogOptions.in(directory.resolve("trail")),
            RecordingOptions.in(directory.resolve("recordings")),
            InstantSource.system());
    private final FileChannel bare = channel(directory.resolve("bare"));
    private final Allowed allowed = allowed();

    private static Path directory() {
        try {
            return Files.createTempDirectory(
                    Path.of("benchmarks", "target").toAbsolutePath(), "trail"); // a disk, not memory
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static FileChannel channel(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Allowed allowed() {
        return Shop.policy()
                .judge(Shop.claim(
                        Shop.POINT_SELECT, new Analyzer().facts(Shop.POINT_SELECT, Shop.settings(), Shop.catalogue())))
                .match(
                        yes -> yes,
                        held -> {
                            throw new IllegalStateException(held.rule());
                        },
                        denied -> {
                            throw new IllegalStateException(denied.why());
                        });
    }

    /** For JMH. */
    @Setup
    public void begin() {
        strict();
    }

    /** On the disk before the statement runs. */
    @Benchmark
    public AuditReceipt strict() {
        return trail.intent(allowed, Durability.STRICT);
    }

    /** With the operating system before the statement runs, on the disk soon after. */
    @Benchmark
    public AuditReceipt bounded() {
        return trail.intent(allowed, Durability.BOUNDED);
    }

    /** What one sync costs on this disk, without group commit. */
    @Benchmark
    public synchronized int bareSync() throws IOException {
        int written = bare.write(ByteBuffer.wrap(RECORD));
        bare.force(false);
        return written;
    }

    /** Leaves nothing behind. */
    @TearDown
    public void end() throws IOException {
        trail.close();
        bare.close();
        List<Path> made;
        try (Stream<Path> files = Files.walk(directory)) {
            made = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : made) {
            Files.delete(file);
        }
    }
}
