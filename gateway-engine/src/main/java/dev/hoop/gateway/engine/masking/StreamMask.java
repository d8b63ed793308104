package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.engine.detect.Finding;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Masks what a program prints, while it is printed: secrets that are known letter by letter, and data that is known by what it looks like.
 * What steers a terminal stands in nobody's way, and is passed on. What comes out does not depend on how the stream was cut into pieces.
 *
 * <p>Lines are held back until their end has come, for what begins like a secret may become one; long ones are searched piece by piece. So
 * that people see what waits for their answer, whoever has a clock calls {@link #flush} a moment after the last byte. No more than {@link
 * #MOST_HELD} bytes are held, and what begins like a known secret is not let go by a flush. Bytes that are no text pass as they are.
 *
 * <p>Not found: what is moved about by the cursor, encoded in other ways than {@link LiteralSecret}s are looked for, or cut by a line's
 * end where its form has none. Not thread-safe.
 */
public final class StreamMask {
    /** The most bytes that are held back. */
    public static final int MOST_HELD = 64 * 1024;

    private static final int WINDOW = 8 * 1024;
    private static final int OVERLAP = 1024;
    private static final int LONGEST_KEY = 32 * 1024;
    /** So much of a secret is let go while more of it may come; less says nothing. */
    private static final int HARMLESS_BEGINNING = 2;

    private static final short STEERING = 0;
    private static final short SHOWN = 1;
    private static final short FIRST_MASK = 2;

    /** Takes what may be shown. The bytes are valid during the call only. */
    public interface Sink {
        void show(byte[] bytes, int offset, int length);
    }

    private final ContentMask content;
    private final boolean searches;
    private final SecretAutomaton secrets;
    private final TerminalBytes terminal = new TerminalBytes();
    private final Map<String, Long> counts = new HashMap<>();
    private final Out out = new Out();

    private byte[] raw = new byte[4096];
    private short[] marks = new short[4096];
    private int size;
    private int emitted;
    private int[] shown = new int[4096];
    private int[] states = new int[4096];
    private boolean[] erased = new boolean[4096];
    private int count;
    private int judged;
    private boolean anyErased;
    private int state = SecretAutomaton.START;
    private int afterErasing = SecretAutomaton.START;
    private int pending;
    private boolean inKey;
    private int lineStart;
    private final List<byte[]> replacements = new ArrayList<>();
    private short lastMark;

    StreamMask(ContentMask content, boolean searches, SecretAutomaton secrets) {
        this.content = content;
        this.searches = searches;
        this.secrets = secrets;
    }

    private static final class Out extends ByteArrayOutputStream {
        void to(Sink sink) {
            if (count > 0) {
                sink.show(buf, 0, count);
                reset();
            }
        }
    }

    /** Whether nothing is looked for; then bytes may pass by. */
    public boolean isIdle() {
        return !searches && secrets.isEmpty();
    }

    /** Takes some bytes of the stream, and shows what may be shown by now. */
    public void accept(byte[] bytes, int offset, int length, Sink sink) {
        if (isIdle()) {
            sink.show(bytes, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i]);
        }
        emit(limit());
        tidy();
        out.to(sink);
    }

    /** How many bytes are held back. */
    public int held() {
        return size - emitted;
    }

    /** Shows what cannot be the beginning of something that is hidden; the rest stays. */
    public void flush(Sink sink) {
        if (count > judged) {
            search(judged, count, false);
        }
        int last = Math.min(Trailing.start(raw, shown, judged, count), count - holding());
        emit(last >= count ? size - pending : shown[Math.max(0, last)]);
        tidy();
        out.to(sink);
    }

    private int holding() {
        int depth = Math.max(secrets.depth(state), secrets.depth(afterErasing));
        return depth > HARMLESS_BEGINNING ? depth : 0;
    }

    /** The stream is over; shows the rest. */
    public void end(Sink sink) {
        showPending(size);
        finish(count);
        emit(size);
        size = 0;
        restart();
        out.to(sink);
    }

    /** How often something was masked, by class of data or name of secret. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new HashMap<>(counts);
        content.counts().forEach((name, times) -> all.merge(name, times, Long::sum));
        return Map.copyOf(all);
    }

    private void take(byte each) {
        if (size == raw.length) {
            raw = Arrays.copyOf(raw, size * 2);
            marks = Arrays.copyOf(marks, size * 2);
        }
        raw[size] = each;
        marks[size] = STEERING;
        size++;
        TerminalBytes.Kind kind = terminal.next(each & 0xff);
        if (terminal.pendingShown()) {
            showPending(size - 1);
        }
        switch (kind) {
            case SHOWN -> shown(size - 1);
            case STEERING -> {
                if (each == '\b') {
                    erase();
                }
            }
            case PENDING -> pending++;
            case NO_WIDTH -> pending = 0;
        }
        if (size - emitted >= MOST_HELD) {
            bound();
        }
    }

    /** Bytes that could have been a character without width, and end here. */
    private void showPending(int end) {
        int first = end - pending;
        pending = 0;
        for (int i = first; i < end; i++) {
            shown(i);
        }
    }

    private void bound() {
        emit(limit());
        if (size - emitted >= MOST_HELD) {
            giveUp();
        }
    }

    private void shown(int at) {
        if (count == shown.length) {
            shown = Arrays.copyOf(shown, count * 2);
            states = Arrays.copyOf(states, count * 2);
            erased = Arrays.copyOf(erased, count * 2);
        }
        int value = raw[at] & 0xff;
        marks[at] = SHOWN;
        shown[count] = at;
        erased[count] = false;
        count++;
        state = secrets.step(state, value);
        afterErasing = anyErased ? secrets.step(afterErasing, value) : state;
        states[count - 1] = afterErasing;
        secret(state, false);
        if (anyErased) {
            secret(afterErasing, true);
        }
        if (value == '\n') {
            line();
        } else if (count - judged >= WINDOW && !inKey) {
            window();
        }
    }

    /** What was written last is written over. */
    private void erase() {
        int last = count - 1;
        while (last >= judged && erased[last]) {
            last--;
        }
        if (last >= judged) {
            erased[last] = true;
            anyErased = true;
            while (last >= judged && erased[last]) {
                last--;
            }
            afterErasing = last >= judged ? states[last] : SecretAutomaton.START;
        }
    }

    private void secret(int reached, boolean withoutErased) {
        int left = secrets.found(reached);
        if (left == 0) {
            return;
        }
        short mark = mark("[" + secrets.name(reached) + "]");
        counts.merge(secrets.name(reached), 1L, Long::sum);
        for (int i = count - 1; i >= 0 && left > 0; i--) {
            if (!withoutErased || !erased[i]) {
                left--;
            }
            marks[shown[i]] = mark;
        }
    }

    private short mark(String replacement) {
        if (replacements.size() > Short.MAX_VALUE - 16) {
            return FIRST_MASK; // in so many the first stands for all
        }
        replacements.add(replacement.getBytes(UTF_8));
        return (short) (FIRST_MASK + replacements.size() - 1);
    }

    private void line() {
        inKey = KeyBlocks.isOpen(inKey, raw, shown, lineStart, count);
        lineStart = count;
        if (!inKey || count - judged > LONGEST_KEY) {
            inKey = false;
            finish(count);
            emit(limit());
            tidy();
        }
    }

    /** A long line is searched up to a blank, so that nothing is cut in two. */
    private void window() {
        int cut = count - OVERLAP;
        while (cut > judged + WINDOW / 2 && raw[shown[cut - 1]] != ' ') {
            cut--;
        }
        if (cut <= judged + WINDOW / 2) {
            cut = count - OVERLAP;
        }
        int last = search(judged, cut, true);
        judged = Math.max(judged + 1, last);
        lineStart = Math.max(lineStart, judged);
        emit(limit());
        tidy();
    }

    private void finish(int end) {
        if (end > judged) {
            search(judged, end, false);
        }
        judged = end;
        anyErased = false;
        afterErasing = state;
    }

    /** Steering alone fills the store while a secret may be under way: what is there of it is hidden. */
    private void giveUp() {
        int depth = Math.max(secrets.depth(state), secrets.depth(afterErasing));
        finish(count);
        if (depth > 0) {
            short mark = mark("[…]");
            for (int i = Math.max(0, count - depth); i < count; i++) {
                marks[shown[i]] = mark;
            }
        }
        state = SecretAutomaton.START;
        afterErasing = state;
        inKey = false;
        emit(size - pending);
        tidy();
    }

    /** Marks what is found; answers where the first finding begins that crosses the end, or the end. */
    private int search(int from, int to, boolean mayCross) {
        if (!searches) {
            return to;
        }
        int[] end = {to};
        if (anyErased) {
            found(ShownText.of(raw, shown, from, mayCross ? count : to, erased), to, end);
        }
        found(ShownText.of(raw, shown, from, mayCross ? count : to, null), to, end);
        return end[0];
    }

    private void found(ShownText text, int to, int[] end) {
        for (Finding finding : content.findings(text.text())) {
            int first = text.entry(finding.start());
            int last = text.entry(finding.end() - 1);
            if (first >= to) {
                continue;
            }
            if (last >= to) {
                end[0] = Math.min(end[0], first);
                continue;
            }
            short mark = 0;
            for (int i = first; i <= last; i++) {
                if (marks[shown[i]] == SHOWN) {
                    mark = mark == 0
                            ? mark(content.shown(finding, text.text().substring(finding.start(), finding.end())))
                            : mark;
                    marks[shown[i]] = mark;
                }
            }
        }
    }

    /** Up to where all is decided. */
    private int limit() {
        int depth = Math.max(secrets.depth(state), secrets.depth(afterErasing));
        int last = Math.min(judged, count - depth);
        return last >= count ? size - pending : shown[Math.max(0, last)];
    }

    private void emit(int limit) {
        while (emitted < limit) {
            short mark = marks[emitted];
            if (mark < FIRST_MASK) {
                out.write(raw[emitted]);
                lastMark = mark == SHOWN ? SHOWN : lastMark;
            } else if (mark != lastMark) {
                out.writeBytes(replacements.get(mark - FIRST_MASK));
                lastMark = mark;
            }
            emitted++;
        }
    }

    /** Forgets what has been shown and is no longer needed. */
    private void tidy() {
        if (emitted == size && judged == count) {
            size = 0;
            restart();
        } else if (emitted > 16 * 1024 && judged > 0) {
            compact();
        }
    }

    private void restart() {
        emitted = 0;
        count = 0;
        judged = 0;
        lineStart = 0;
        pending = 0;
        replacements.clear();
        lastMark = SHOWN;
    }

    private void compact() {
        int keep = judged;
        while (keep > 0 && shown[keep - 1] >= emitted) {
            keep--;
        }
        int from = keep < count ? Math.min(emitted, shown[keep]) : emitted;
        System.arraycopy(raw, from, raw, 0, size - from);
        System.arraycopy(marks, from, marks, 0, size - from);
        for (int i = keep; i < count; i++) {
            shown[i - keep] = shown[i] - from;
            states[i - keep] = states[i];
            erased[i - keep] = erased[i];
        }
        size -= from;
        emitted -= from;
        count -= keep;
        judged -= keep;
        lineStart = Math.max(0, lineStart - keep);
    }
}
