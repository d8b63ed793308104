package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.engine.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A trail in memory, for tests of what stands on the port. Thread-safe. */
public final class RecordingAuditTrail implements AuditTrail {
    /** One thing that was recorded. */
    public record Entry(long sequence, String kind, Object what) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<Entry> recorded = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private volatile String failure = "";
    private volatile String failingKind = "";
    private volatile boolean closed;
    private volatile Runnable afterIntent = () -> {};

    /** What happens between the next intents and their effects. */
    public void afterIntent(Runnable what) {
        afterIntent = what;
    }

    /** From now on nothing can be recorded. */
    public void failWith(String why) {
        failure = why;
    }

    /** From now on recordings, and they alone, fail where they are to keep this, and keep nothing more behind it. */
    public void failRecordingsAt(String kind) {
        failingKind = kind;
    }

    /** From now on everything can be recorded again. */
    public void work() {
        failure = "";
    }

    /** What stands in the trail, in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What stands in the recordings of all sessions, in order. */
    public List<Entry> recorded() {
        return List.copyOf(recorded);
    }

    /** The kinds of what stands in the trail, in order. */
    public List<String> kinds() {
        return entries.stream().map(Entry::kind).toList();
    }

    /** Everything of one kind. */
    public List<Object> all(String kind) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(Entry::what)
                .toList();
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public AuditReceipt intent(Allowed allowed, Durability durability) {
        AuditReceipt receipt = new AuditReceipt(allowed.claim().id(), add("intent", allowed));
        afterIntent.run();
        return receipt;
    }

    @Override
    public void refusal(Claim claim, Denied denied) {
        add("refusal", denied);
    }

    @Override
    public void held(Claim claim, Held held, String requestId) {
        add("held", held);
    }

    @Override
    public void outcome(AuditReceipt receipt, Outcome outcome) {
        entries.add(new Entry(sequence.incrementAndGet(), "outcome", outcome));
    }

    @Override
    public void event(TrailEvent event) {
        if (event.ends()) {
            entries.add(new Entry(sequence.incrementAndGet(), event.kind(), event));
        } else {
            add(event.kind(), event);
        }
    }

    private long add(String kind, Object what) {
        requireWorking();
        long at = sequence.incrementAndGet();
        entries.add(new Entry(at, kind, what));
        return at;
    }

    private void requireWorking() {
        if (closed) {
            throw new AuditUnavailableException("the trail is closed", null);
        }
        if (!failure.isEmpty()) {
            throw new AuditUnavailableException("the trail cannot record: " + failure, null);
        }
    }

    @Override
    public SessionRecording recording(SessionOpening opening) {
        keep("opened", opening);
        return new Recording();
    }

    private void keep(String kind, Object what) {
        requireWorking();
        recorded.add(new Entry(recorded.size() + 1L, kind, what));
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Recording implements SessionRecording {
        private volatile boolean broken;

        private void keep(String kind, Object what) {
            broken |= kind.equals(failingKind);
            if (broken) {
                throw new AuditUnavailableException("the recording cannot be written: no space left", null);
            }
            RecordingAuditTrail.this.keep(kind, what);
        }

        @Override
        public void judged(Claim claim, Verdict verdict) {
            keep("judged", verdict);
        }

        @Override
        public void began(Allowed allowed, AuditReceipt receipt, Durability durability) {
            keep("began", allowed);
        }

        @Override
        public Rows tap(AuditReceipt receipt, Rows masked) {
            keep("rows", masked.columns());
            return masked;
        }

        @Override
        public void wrote(AuditReceipt receipt, CommandRun.Stream stream, byte[] bytes, int offset, int length) {
            keep("wrote", new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void showed(byte[] bytes, int offset, int length) {
            keep("showed", new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void typed(AuditReceipt receipt, String text) {
            keep("typed", text);
        }

        @Override
        public void content(AuditReceipt receipt, long at, byte[] bytes, int offset, int length) {
            keep("content", length);
        }

        @Override
        public void terminal(AuditReceipt receipt, int columns, int rows) {
            keep("terminal", columns + "x" + rows);
        }

        @Override
        public void ended(AuditReceipt receipt, Outcome outcome) {
            keep("ended", outcome);
        }

        @Override
        public void close() {
            recorded.add(new Entry(recorded.size() + 1L, "closed", ""));
        }
    }
}
