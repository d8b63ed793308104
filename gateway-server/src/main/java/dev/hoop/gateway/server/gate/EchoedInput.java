package dev.hoop.gateway.server.gate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells which of the lines that were typed at a terminal were shown back. Whether a host's terminal echoes cannot be seen from here, only what
 * it shows: a line counts when all of it, from its first key to its return, is shown exactly as it was typed and before anything else. So what
 * is told is always a part of what was shown, and what is typed while echo is off never is. A line with other keys than characters, return and
 * backspace is not told: what became of it stands in the output. Thread-safe.
 */
final class EchoedInput {
    private static final int LONGEST = 4096;
    private static final int RETURN = '\r';
    private static final int NEWLINE = '\n';
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;
    private static final List<String> ENDS = List.of("\r\n");
    private static final List<String> ERASURES = List.of("\b \b", "\b\u001b[K");

    @GuardedBy("this")
    private final Deque<Integer> keys = new ArrayDeque<>();

    @GuardedBy("this")
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** What was shown of the echo of the first key. */
    @GuardedBy("this")
    private String partial = "";

    /** Whether something of the line that is being typed cannot be followed. */
    @GuardedBy("this")
    private boolean spoiled;

    /** These keys are on their way to the host. */
    synchronized void typed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            typed(bytes[i] & 0xff);
        }
    }

    @GuardedBy("this")
    private void typed(int key) {
        if (spoiled) {
            spoiled = !isEnd(key);
        } else if (echoes(key).isEmpty() || keys.size() + line.size() >= LONGEST) {
            forget();
            spoiled = !isEnd(key);
        } else {
            keys.add(key);
        }
    }

    /** This was shown, and nothing before it that was not told here. */
    synchronized void shown(byte[] bytes, int offset, int length, Consumer<String> told) {
        for (int i = offset; i < offset + length; i++) {
            if (keys.isEmpty()) {
                spoiled |= line.size() > 0; // something else came between two keys of one line
                line.reset();
                return;
            }
            shown((char) (bytes[i] & 0xff), told);
        }
    }

    @GuardedBy("this")
    private void shown(char next, Consumer<String> told) {
        int key = keys.element();
        String sofar = partial + next;
        if (echoes(key).stream().noneMatch(echo -> echo.startsWith(sofar))) {
            spoiled = !isEnd(keys.getLast());
            forget();
        } else if (!echoes(key).contains(sofar)) {
            partial = sofar;
        } else {
            keys.remove();
            partial = "";
            done(key, told);
        }
    }

    @GuardedBy("this")
    private void done(int key, Consumer<String> told) {
        if (isEnd(key)) {
            told.accept(line.toString(StandardCharsets.UTF_8) + "\r");
            line.reset();
        } else if (isErasure(key)) {
            byte[] rest = withoutLast(line.toByteArray());
            line.reset();
            line.writeBytes(rest);
        } else {
            line.write(key);
        }
    }

    private static byte[] withoutLast(byte[] text) {
        int end = Math.max(0, text.length - 1);
        while (end > 0 && (text[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(text, end);
    }

    @GuardedBy("this")
    private void forget() {
        keys.clear();
        line.reset();
        partial = "";
    }

    /** How a terminal may show a key; not at all where that cannot be said. */
    private static List<String> echoes(int key) {
        if (isEnd(key)) {
            return ENDS;
        }
        if (isErasure(key)) {
            return ERASURES;
        }
        return key < ' ' ? List.of() : List.of(String.valueOf((char) key));
    }

    private static boolean isEnd(int key) {
        return key == RETURN || key == NEWLINE;
    }

    private static boolean isErasure(int key) {
        return key == BACKSPACE || key == DELETE;
    }
}
