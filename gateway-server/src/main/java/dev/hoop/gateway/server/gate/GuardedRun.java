package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.masking.LiteralSecret;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.masking.StreamMask;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A running command as its subject may have it: output masked, counted, digested and copied to the recording, failures worded. Closing it
 * records the outcome.
 */
final class GuardedRun implements CommandRun {
    private final Stay stay;
    private final CommandRun run;
    private final Permit permit;
    private final Tally tally;
    private final Ending ending;
    private final Map<Stream, GuardedStream> streams = new EnumMap<>(Stream.class);
    private final Supplier<StreamMask> masks;
    private final Optional<EchoedInput> input;
    private final AtomicLong given = new AtomicLong();
    private boolean over;

    /**
     * A run.
     *
     * @param secrets what must not be shown, wherever it stands
     * @param keepsInput whether what is typed is recorded, where it is shown back
     */
    GuardedRun(
            Stay stay,
            CommandRun run,
            Permit permit,
            Tally tally,
            Ending ending,
            List<LiteralSecret> secrets,
            boolean keepsInput) {
        this.stay = stay;
        this.run = run;
        this.permit = permit;
        this.tally = tally;
        this.ending = ending;
        this.input = keepsInput ? Optional.of(new EchoedInput()) : Optional.empty();
        MaskTools tools = stay.gate().ports().maskTools();
        this.masks = () -> tools.streamMask(permit.obligations().plan().content(), secrets);
        for (Stream stream : Stream.values()) {
            GuardedStream guarded = new GuardedStream(stay.recording(), permit, stream, masks.get(), this::raw);
            streams.put(stream, guarded);
            tally.contentMasked(guarded::masked);
        }
    }

    @Override
    public int read(Stream stream, byte[] into, Duration within) {
        return guarded(() -> of(stream).read(run, into, within));
    }

    /** The host shows this. What was typed of it is kept as it may be shown, and before it is. */
    private void raw(Stream stream, byte[] bytes, int length) {
        if (stream == Stream.OUTPUT) {
            input.ifPresent(typed -> typed.shown(bytes, 0, length, this::typed));
        }
    }

    private void typed(String line) {
        StreamMask mask = masks.get();
        ByteArrayOutputStream masked = new ByteArrayOutputStream();
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        mask.accept(bytes, 0, bytes.length, masked::write);
        mask.end(masked::write);
        stay.recording().typed(permit.receipt(), masked.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        guarded(() -> {
            input.ifPresent(typed -> typed.typed(bytes, offset, length));
            run.write(bytes, offset, length);
            given.addAndGet(length);
            return true;
        });
    }

    @Override
    public void endInput() {
        run.endInput();
    }

    @Override
    public void signal(String name) {
        run.signal(name);
    }

    @Override
    public void resize(int columns, int rows) {
        guarded(() -> {
            stay.recording().terminal(permit.receipt(), columns, rows);
            return true;
        });
        run.resize(columns, rows);
    }

    @Override
    public synchronized CommandEnd end() {
        CommandEnd end = guarded(run::end);
        if (!over) {
            over = true;
            remark(end);
            if (end.equals(CommandEnd.UNKNOWN)) {
                ending.broke();
            } else {
                ending.succeeded();
            }
        }
        return end;
    }

    /** Ends the command. One that had not come to its end by itself was cancelled; what it did until then stands. */
    @Override
    public synchronized void close() {
        try {
            run.close();
        } finally {
            if (!over) {
                over = true;
                remark(CommandEnd.UNKNOWN);
                ending.stopped(
                        new GatewayException(ErrorCode.CANCELLED, "the command was ended before its end"),
                        Effect.SENT_UNKNOWN);
            }
        }
    }

    private void remark(CommandEnd end) {
        tally.remark("exit", end.words());
        tally.remark("input_bytes", Long.toString(given.get()));
        streams.values().forEach(stream -> stream.remark(tally));
    }

    private GuardedStream of(Stream stream) {
        return java.util.Objects.requireNonNull(streams.get(stream), "there are two streams");
    }

    private <T> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (TargetException failure) {
            throw ending.failed(failure);
        } catch (AuditUnavailableException unrecorded) {
            stay.endUnrecorded();
            run.close();
            throw unrecorded;
        }
    }
}
