package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.api.transport.Lookout;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.trail.file.record.Draft;
import dev.hoop.gateway.server.trail.file.record.Drafts;
import dev.hoop.gateway.server.trail.file.record.ParameterTrace;
import dev.hoop.gateway.server.trail.file.record.Position;
import dev.hoop.gateway.server.trail.file.record.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A hash-chained, signed log in a directory of its own. Records are never changed; they become durable in groups. Thread-safe. */
public final class TrailLog implements AutoCloseable {
    /** What the disk and waking who waits for it may take, for it to be worth looking. */
    private static final long QUICK_NANOS = 2 * Lookout.MOMENT_NANOS;

    private final LogOptions options;
    private final DirectoryLock lock;
    private final TrailKeys keys;
    private final ParameterTrace parameters;
    private final Drafts drafts;
    private final SegmentLog segments;
    private final TicketQueue queue = new TicketQueue();
    private final Appender appender;
    private final Thread thread;
    private final List<Checkpointer> checkpointers = new ArrayList<>();
    private volatile boolean closed;
    private volatile boolean diskIsQuick;

    private TrailLog(
            LogOptions options, Disk disk, InstantSource clock, DirectoryLock lock, TrailKeys keys, LogTail tail)
            throws IOException {
        this.options = options;
        this.lock = lock;
        this.keys = keys;
        this.parameters = new ParameterTrace(keys.parameters());
        this.drafts = new Drafts(parameters);
        Reserve reserve = new Reserve(disk, options.directory());
        Position end = tail.find();
        reserve.take();
        Checkpointer local = checkpointer(disk, options.directory(), clock);
        if (end.size() > 0) {
            local.keep(new DurableEnd(end, end.size() + 1));
        }
        this.segments = new SegmentLog(disk, options, origin(), drafts, clock, end, local::signNow);
        local.signNow();
        this.appender = new Appender(new Scribe(segments, reserve, drafts), queue);
        this.thread = new Thread(appender, "hoop-trail-appender");
        thread.setDaemon(true);
        checkpointers.add(local);
        for (Path witness : options.witnesses()) {
            checkpointers.add(checkpointer(disk, witness, clock));
        }
    }

    /**
     * Opens a log, makes it if there is none, and mends what a crash has torn.
     *
     * @throws AuditUnavailableException if another gateway writes it, it is not what was signed, or its disk does not work
     */
    public static TrailLog open(LogOptions options, Disk disk, InstantSource clock) {
        try {
            Disk.makeDirectory(options.directory());
            DirectoryLock lock = DirectoryLock.take(disk, options.directory());
            @Var boolean open = false;
            try {
                boolean fresh = Segments.list(options.directory()).isEmpty();
                TrailKeys keys = TrailKeys.open(disk, options.keys(), fresh);
                LogTail tail = new LogTail(options.directory(), keys.signer().publicKey());
                TrailLog log = new TrailLog(options, disk, clock, lock, keys, tail);
                log.start(tail.cutBytes());
                open = true;
                return log;
            } finally {
                if (!open) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    "the trail in %s cannot be opened: %s; check that the directory can be written and has room"
                            .formatted(options.directory(), e),
                    e);
        }
    }

    private Checkpointer checkpointer(Disk disk, Path directory, InstantSource clock) {
        return new Checkpointer(keys.signer(), new CheckpointDirectory(disk, directory), this::durable, clock);
    }

    private DurableEnd durable() {
        return segments.durable();
    }

    private void start(long cutBytes) {
        thread.start();
        if (cutBytes > 0) {
            append(drafts.notice("trail-cut", Map.of("bytes", cutBytes)), Durability.STRICT);
        }
        checkpointers.forEach(Checkpointer::start);
    }

    /** The name of this trail, which stands in every segment and checkpoint. */
    public String origin() {
        return keys.signer().publicKey().name();
    }

    /** How this log keeps parameters. */
    public ParameterTrace parameters() {
        return parameters;
    }

    /** Words records for this log. */
    public Drafts drafts() {
        return drafts;
    }

    /**
     * Adds a record and answers its sequence once it is as durable as asked.
     *
     * @throws AuditUnavailableException if it was not within the deadline
     */
    public long append(Draft draft, Durability durability) {
        Ticket.Need need = durability == Durability.STRICT ? Ticket.Need.DURABLE : Ticket.Need.WRITTEN;
        Ticket ticket = new Ticket(draft, need);
        long begun = System.nanoTime();
        if (closed) {
            throw unavailable("it is closed because the gateway is shutting down");
        }
        if (appender.busyNanos() > options.deadline().toNanos()) {
            throw unavailable("its disk has not answered for %s".formatted(options.deadline()));
        }
        if (!queue.offer(ticket)) {
            throw unavailable("too many records wait for its disk");
        }
        if (need == Ticket.Need.WRITTEN) {
            appender.lead();
        } else {
            queue.wake(); // a disk may hang, and then this thread must be able to go
            if (diskIsQuick) {
                ticket.look();
            }
        }
        if (!ticket.await(options.deadline())) {
            throw unavailable(ticket.abandoned() ? late() : ticket.failure());
        }
        long took = System.nanoTime() - begun;
        diskIsQuick = need == Ticket.Need.DURABLE ? took < QUICK_NANOS : diskIsQuick;
        if (took > options.deadline().toNanos()) {
            draft.intent().ifPresent(decision -> appendLater(neverRan(decision, ticket)));
            throw unavailable(late());
        }
        return ticket.sequence();
    }

    private Draft neverRan(String decision, Ticket ticket) {
        return drafts.neverRan(new AuditReceipt(new DecisionId(decision), ticket.sequence()));
    }

    private String late() {
        return "its disk did not answer within %s".formatted(options.deadline());
    }

    /** Adds a record nobody waits for: it is written as soon as possible, and kept while it cannot be. */
    public void appendLater(Draft draft) {
        queue.offer(new Ticket(draft, Ticket.Need.NOTHING));
        appender.note();
    }

    private AuditUnavailableException unavailable(String why) {
        return new AuditUnavailableException(
                "the trail in %s cannot record, so nothing runs: %s; free or repair its disk, it goes on by itself"
                        .formatted(options.directory(), why),
                null);
    }

    /** Writes what is pending, signs the last checkpoint and lets the directory go. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        appender.close();
        try {
            thread.join(options.deadline().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        checkpointers.forEach(Checkpointer::close);
        try {
            if (!thread.isAlive()) {
                segments.close();
                lock.close();
            }
        } catch (IOException e) {
            throw unavailable("closing it failed: " + e);
        }
    }
}
