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
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private final AtomicLong given = new AtomicLong();
    private boolean over;

    /** @param secrets what must not be shown, wherever it stands */
    GuardedRun(Stay stay, CommandRun run, Permit permit, Tally tally, Ending ending, List<LiteralSecret> secrets) {
        this.stay = stay;
        this.run = run;
        this.permit = permit;
        this.tally = tally;
        this.ending = ending;
        MaskTools tools = stay.gate().ports().maskTools();
        for (Stream stream : Stream.values()) {
            StreamMask mask = tools.streamMask(permit.obligations().plan().content(), secrets);
            GuardedStream guarded = new GuardedStream(stay.recording(), permit, stream, mask);
            streams.put(stream, guarded);
            tally.contentMasked(guarded::masked);
        }
    }

    @Override
    public int read(Stream stream, byte[] into, Duration within) {
        return guarded(() -> of(stream).read(run, into, within));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        guarded(() -> {
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
            stay.takeNoMore();
            stay.end(ErrorCode.SESSION_REVOKED, "its recording could not be completed; connect again");
            run.close();
            throw unrecorded;
        }
    }
}
