package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.server.trail.file.record.Drafts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places records, writes them in one piece, secures them when someone waits for that, and forces their segment when the oldest has been
 * unforced for 50 ms.
 *
 * <pre>
 *            write or force fails                      room taken again, file repaired
 * WORKING ─────────────────────────► IN TROUBLE ─────────────────────────────────────► WORKING
 *                                     new records are refused at once;
 *                                     outcomes are written if the reserve has room, or owed
 * </pre>
 *
 * Not thread-safe: {@link Appender} lets one thread at a time write.
 */
final class Scribe {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final long FORCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final SegmentLog log;
    private final Reserve reserve;
    private final Drafts drafts;
    private final Debts debts = new Debts();

    /** Written, and waiting for the disk. */
    private final List<Ticket> waiting = new ArrayList<>();

    private long unforcedSince;
    private String trouble = "";
    private long retryAt;
    private long refused;

    Scribe(SegmentLog log, Reserve reserve, Drafts drafts) {
        this.log = log;
        this.reserve = reserve;
        this.drafts = drafts;
    }

    /** Whether somebody waits for the disk. */
    boolean someoneWaits() {
        return !waiting.isEmpty();
    }

    /** Whether all that was written is on the disk and nobody waits for that. */
    boolean isDone() {
        return log.forced() && waiting.isEmpty();
    }

    /** The last act. */
    void finish() {
        attempt(() -> {
            writeOwed();
            log.force();
        });
    }

    /** Everything that is due: recovery, the batch, the disk for those who wait for it, what is owed. */
    void cycle(List<Ticket> batch) {
        if (inTrouble() && !recovered()) {
            refuse(batch);
            attempt(this::writeOwed);
            return;
        }
        write(batch);
        secure();
        try {
            if (!log.forced() && System.nanoTime() - unforcedSince >= FORCE_NANOS) {
                log.force();
            }
            writeOwed();
        } catch (IOException | RuntimeException | Error e) { // the edge of the thread: it must outlive whatever happens
            stumble(e);
        }
    }

    /** Writes a batch. Those who wait for the disk are waiting then, the others go on, or are told no. */
    void write(List<Ticket> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            boolean clean = log.forced();
            List<Ticket> written = log.write(batch);
            if (clean) {
                unforcedSince = System.nanoTime();
            }
            for (Ticket ticket : written) {
                if (ticket.need() == Ticket.Need.DURABLE) {
                    waiting.add(ticket);
                } else {
                    complete(ticket);
                }
            }
        } catch (IOException | RuntimeException | Error e) { // the edge of the thread: it must outlive whatever happens
            stumble(e);
            refuse(batch);
        }
    }

    /** Puts on the disk what somebody waits for there. */
    private void secure() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            log.secure();
            waiting.forEach(this::complete);
            waiting.clear();
        } catch (IOException | RuntimeException | Error e) { // the edge of the thread: it must outlive whatever happens
            stumble(e);
        }
    }

    private void stumble(Throwable cause) {
        fail(cause);
        waiting.forEach(this::withdraw);
        waiting.clear();
        attempt(this::writeOwed);
    }

    private void complete(Ticket ticket) {
        if (!ticket.done()) {
            withdraw(ticket);
        }
    }

    /** The record stands, but its caller was told no: it must not look as if the statement may have run. */
    private void withdraw(Ticket ticket) {
        ticket.fail(trouble);
        ticket.draft()
                .intent()
                .ifPresent(decision ->
                        debts.add(drafts.neverRan(new AuditReceipt(new DecisionId(decision), ticket.sequence()))));
    }

    /** Those who wait are told no; what nobody waits for is owed. Records that were written are not touched. */
    private void refuse(List<Ticket> batch) {
        for (Ticket ticket : batch) {
            if (ticket.need() == Ticket.Need.NOTHING) {
                if (!ticket.ended()) {
                    debts.add(ticket);
                }
            } else if (!ticket.taken()) {
                refused++;
                ticket.fail(trouble);
            }
        }
    }

    boolean inTrouble() {
        return !trouble.isEmpty();
    }

    private void fail(Throwable cause) {
        trouble = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        retryAt = System.nanoTime() + RETRY_NANOS;
        LOG.atError()
                .addKeyValue("cause", trouble)
                .log("the trail cannot be written; statements are refused until it can");
        attempt(reserve::release);
        debts.add(drafts.notice("trail-failing", Map.of("owed", (long) debts.size())));
    }

    /** Tries to work again: the reserve first, because without it the next full disk would lose outcomes. */
    private boolean recovered() {
        if (System.nanoTime() < retryAt) {
            return false;
        }
        retryAt = System.nanoTime() + RETRY_NANOS;
        boolean good = attempt(() -> {
            reserve.take();
            log.repair();
            log.write(List.of(new Ticket(
                    drafts.notice("trail-recovered", Map.of("refused", refused, "lost", debts.lost())),
                    Ticket.Need.NOTHING)));
            log.force();
        });
        if (!good) {
            attempt(reserve::release);
            return false;
        }
        trouble = "";
        refused = 0;
        LOG.atInfo().log("the trail can be written again");
        return attempt(this::writeOwed);
    }

    private void writeOwed() throws IOException {
        if (debts.isEmpty()) {
            return;
        }
        List<Ticket> owed = debts.take();
        @Var boolean written = false;
        try {
            log.write(owed).forEach(Ticket::done);
            written = true;
        } finally {
            if (!written) {
                owed.forEach(debts::add);
            }
        }
        log.force();
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Whether the step could be done; when not, it will be tried again. */
    private static boolean attempt(Step step) {
        try {
            step.run();
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("a step of the trail's recovery did not work yet");
            return false;
        }
    }
}
