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
 * The one thread that writes. Takes what has gathered, places it, writes it in one piece and forces it when someone waits for that, or when
 * the oldest record has been unforced for 50 ms.
 *
 * <pre>
 *            write or force fails                      room taken again, file repaired
 * WORKING ─────────────────────────► IN TROUBLE ─────────────────────────────────────► WORKING
 *                                     new records are refused at once;
 *                                     outcomes are written if the reserve has room, or owed
 * </pre>
 */
final class Appender implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final long FORCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SegmentLog log;
    private final Reserve reserve;
    private final TicketQueue queue;
    private final Drafts drafts;
    private final Debts debts = new Debts();
    private volatile boolean closing;
    private volatile long busySince;
    private long unforcedSince;
    private String trouble = "";
    private long retryAt;
    private long refused;

    Appender(SegmentLog log, Reserve reserve, TicketQueue queue, Drafts drafts) {
        this.log = log;
        this.reserve = reserve;
        this.queue = queue;
        this.drafts = drafts;
    }

    /** How long the current write has taken so far; zero when idle. Any thread. */
    long busyNanos() {
        long since = busySince;
        return since == 0 ? 0 : System.nanoTime() - since;
    }

    /** Lets the thread end once everything is written. Any thread. */
    void close() {
        closing = true;
        queue.wake();
    }

    @Override
    public void run() {
        while (!closing || !queue.isEmpty()) {
            List<Ticket> batch = queue.take(nap());
            busySince = Math.max(1, System.nanoTime());
            cycle(batch);
            busySince = 0;
        }
        attempt(() -> {
            writeOwed();
            log.force();
        });
    }

    private long nap() {
        if (closing) {
            return 0;
        }
        if (inTrouble()) {
            return RETRY_NANOS;
        }
        return log.forced() ? IDLE_NANOS : Math.max(1, unforcedSince + FORCE_NANOS - System.nanoTime());
    }

    private void cycle(List<Ticket> batch) {
        if (inTrouble() && !recovered()) {
            refuse(batch);
            attempt(this::writeOwed);
            return;
        }
        List<Ticket> waiting = new ArrayList<>();
        try {
            if (!batch.isEmpty()) {
                write(batch, waiting);
            }
            if (!waiting.isEmpty() || (!log.forced() && System.nanoTime() - unforcedSince >= FORCE_NANOS)) {
                log.force();
            }
            waiting.forEach(this::complete);
            waiting.clear();
            writeOwed();
        } catch (IOException | RuntimeException | Error e) { // the edge of the thread: it must outlive whatever happens
            fail(e);
            refuse(batch);
            waiting.forEach(this::withdraw);
            attempt(this::writeOwed);
        }
    }

    /** Writes a batch; those who wait for the disk are added to {@code waiting}, the others go on. */
    private void write(List<Ticket> batch, List<Ticket> waiting) throws IOException {
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
        queue.wake();
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

    private boolean inTrouble() {
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
