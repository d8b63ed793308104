package dev.hoop.gateway.server.gate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Verdict;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A recording that several commands of one session write at once, one of them at a time, and that may be watched while it is written. */
final class SharedRecording implements SessionRecording {
    /** So much of what was shown last is shown to who begins to watch. */
    private static final int RECENT = 16 * 1024;

    private final SessionRecording recording;
    private final List<LiveView> watchers = new CopyOnWriteArrayList<>();

    @GuardedBy("this")
    private final byte[] recent = new byte[RECENT];

    @GuardedBy("this")
    private long passed;

    @GuardedBy("this")
    private Optional<LiveView.Seen> size = Optional.empty();

    @GuardedBy("this")
    private boolean closed;

    SharedRecording(SessionRecording recording) {
        this.recording = recording;
    }

    /** A view of what is recorded from now on. Closing it ends it. */
    synchronized LiveView watched() {
        LiveView[] view = new LiveView[1];
        view[0] = new LiveView(() -> watchers.remove(view[0]));
        size.ifPresent(view[0]::add);
        if (passed > 0) {
            view[0].add(output("OUTPUT", recently()));
        }
        if (closed) {
            view[0].finish();
        } else {
            watchers.add(view[0]);
        }
        return view[0];
    }

    private static LiveView.Seen output(String stream, byte[] bytes) {
        return new LiveView.Seen("output", Map.of("stream", stream), bytes);
    }

    private void tell(LiveView.Seen seen) {
        watchers.forEach(view -> view.add(seen));
    }

    private void tell(String type, Map<String, String> fields) {
        tell(new LiveView.Seen(type, fields, new byte[0]));
    }

    @Override
    public synchronized void judged(Claim claim, Verdict verdict) {
        recording.judged(claim, verdict);
        tell(
                "judged",
                Map.of(
                        "text",
                        claim.statement().text(),
                        "rule",
                        verdict.rule(),
                        "verdict",
                        verdict.match(allowed -> "allowed", held -> "held", denied -> "denied")));
    }

    @Override
    public synchronized void began(Allowed allowed, AuditReceipt receipt, Durability durability) {
        recording.began(allowed, receipt, durability);
        tell("began", Map.of("text", allowed.claim().statement().text(), "rule", allowed.rule(), "verdict", "allowed"));
    }

    @Override
    public synchronized Rows tap(AuditReceipt receipt, Rows masked) {
        return recording.tap(receipt, masked);
    }

    @Override
    public synchronized void wrote(
            AuditReceipt receipt, CommandRun.Stream stream, byte[] bytes, int offset, int length) {
        recording.wrote(receipt, stream, bytes, offset, length);
        remember(bytes, offset, length);
        if (!watchers.isEmpty()) {
            tell(output(stream.name(), Arrays.copyOfRange(bytes, offset, offset + length)));
        }
    }

    /** Behind the session's end nothing is kept any more: a last word is not part of it. */
    @Override
    public synchronized void showed(byte[] bytes, int offset, int length) {
        if (closed) {
            return;
        }
        recording.showed(bytes, offset, length);
        remember(bytes, offset, length);
        if (!watchers.isEmpty()) {
            tell(output("GATEWAY", Arrays.copyOfRange(bytes, offset, offset + length)));
        }
    }

    @Override
    public synchronized void typed(AuditReceipt receipt, String text) {
        recording.typed(receipt, text);
    }

    @Override
    public synchronized void content(AuditReceipt receipt, long at, byte[] bytes, int offset, int length) {
        recording.content(receipt, at, bytes, offset, length);
    }

    @GuardedBy("this")
    private void remember(byte[] bytes, int offset, int length) {
        int some = Math.min(length, RECENT);
        int at = (int) (passed % RECENT);
        int first = Math.min(some, RECENT - at);
        int from = offset + length - some;
        System.arraycopy(bytes, from, recent, at, first);
        System.arraycopy(bytes, from + first, recent, 0, some - first);
        passed += some;
    }

    @GuardedBy("this")
    private byte[] recently() {
        int at = (int) (passed % RECENT);
        byte[] last = new byte[(int) Math.min(passed, RECENT)];
        if (passed <= RECENT) {
            System.arraycopy(recent, 0, last, 0, last.length);
        } else {
            System.arraycopy(recent, at, last, 0, RECENT - at);
            System.arraycopy(recent, 0, last, RECENT - at, at);
        }
        return last;
    }

    @Override
    public synchronized void terminal(AuditReceipt receipt, int columns, int rows) {
        recording.terminal(receipt, columns, rows);
        LiveView.Seen now = new LiveView.Seen(
                "terminal", Map.of("columns", Integer.toString(columns), "rows", Integer.toString(rows)), new byte[0]);
        size = Optional.of(now);
        tell(now);
    }

    @Override
    public synchronized void ended(AuditReceipt receipt, Outcome outcome) {
        recording.ended(receipt, outcome);
        tell(
                "ended",
                Map.of(
                        "effect",
                        outcome.effect().name(),
                        "exit",
                        outcome.remarks().getOrDefault("exit", "")));
    }

    @Override
    public synchronized void close() {
        closed = true;
        recording.close();
        watchers.forEach(LiveView::finish);
        watchers.clear();
    }
}
