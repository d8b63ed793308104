package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.server.trail.file.record.Draft;
import dev.hoop.gateway.server.trail.file.record.Drafts;
import dev.hoop.gateway.server.trail.file.record.Position;
import dev.hoop.gateway.server.trail.file.record.RecordEncoder;
import dev.hoop.gateway.server.trail.file.record.Segments;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Records placed and written to segments, each step all or nothing. One thread, but for {@link #durable}. */
final class SegmentLog implements Closeable {
    private final Disk disk;
    private final LogOptions options;
    private final String origin;
    private final Drafts drafts;
    private final InstantSource clock;
    private final Seal seal;
    private final RecordEncoder encoder;
    private final Journal journal;
    private SegmentFile segment;
    private long first;
    private Instant last = Instant.MIN;
    private volatile DurableEnd durable;

    /** Signs what is durable; called before a segment is begun, so that no segment stands on unsigned ones. */
    interface Seal {
        void sign() throws IOException;
    }

    SegmentLog(
            Disk disk,
            LogOptions options,
            String origin,
            Drafts drafts,
            InstantSource clock,
            Position position,
            Seal seal)
            throws IOException {
        this.seal = seal;
        this.disk = disk;
        this.options = options;
        this.origin = origin;
        this.drafts = drafts;
        this.clock = clock;
        this.encoder = new RecordEncoder(position);
        this.first = position.size() + 1;
        this.journal = Journal.lay(disk, options.directory());
        this.segment = begin();
        this.durable = new DurableEnd(encoder.position(), first);
    }

    /** Up to where segments are on the disk. Any thread. */
    DurableEnd durable() {
        return durable;
    }

    /**
     * Writes records to the operating system. Those whose callers have given up are left out; the others know their sequence after.
     *
     * @throws IOException if none of them is part of the trail
     */
    List<Ticket> write(List<Ticket> tickets) throws IOException {
        roll();
        Position before = encoder.position();
        List<Ticket> taken = new ArrayList<>(tickets.size());
        @Var boolean written = false;
        try {
            for (Ticket ticket : tickets) {
                if (ticket.take()) {
                    taken.add(ticket);
                    ticket.placed(encoder.encode(ticket.draft(), now()));
                }
            }
            segment.write(encoder.drain());
            written = true;
            return taken;
        } finally {
            if (!written) {
                encoder.back(before);
                taken.forEach(Ticket::untake);
            }
        }
    }

    /** Whether all that was written is on the disk in its segment. */
    boolean forced() {
        return segment.forced();
    }

    /** Puts what was written on the disk: into the journal if that takes it, because that is sooner. */
    void secure() throws IOException {
        if (segment.isSound() && journal.add(segment.unkept())) {
            segment.kept();
        } else {
            force();
        }
    }

    /** Puts what was written on the disk in its segment. */
    void force() throws IOException {
        segment.force();
        journal.rewind();
        durable = new DurableEnd(encoder.position(), first);
    }

    /** Makes the file good again after something failed. */
    void repair() throws IOException {
        segment.repair();
    }

    private void roll() throws IOException {
        if (segment.length() < options.segmentBytes()) {
            return;
        }
        force();
        seal.sign();
        SegmentFile next = begin();
        SegmentFile full = segment;
        segment = next;
        durable = new DurableEnd(encoder.position(), first);
        full.close();
    }

    /** A new segment with its head on the disk. */
    private SegmentFile begin() throws IOException {
        Position before = encoder.position();
        Path file = Segments.file(options.directory(), before.size() + 1);
        Draft head = drafts.segment(origin, before);
        SegmentFile next = new SegmentFile(new SteadyFile(() -> disk.open(file)));
        @Var boolean begun = false;
        try {
            encoder.encode(head, now());
            next.write(encoder.drain());
            next.force();
            Disk.sync(options.directory());
            first = before.size() + 1;
            begun = true;
            return next;
        } finally {
            if (!begun) {
                encoder.back(before);
                next.close();
            }
        }
    }

    /** The clock, never going back: the order of times is the order of records. */
    private Instant now() {
        Instant now = clock.instant();
        if (now.isAfter(last)) {
            last = now;
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        segment.close();
        journal.close(!segment.forced());
    }
}
