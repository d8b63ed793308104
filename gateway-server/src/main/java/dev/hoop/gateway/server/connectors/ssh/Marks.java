package dev.hoop.gateway.server.connectors.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the marks of a gated shell in what its terminal shows, and takes them out, however they are cut. What has a mark's form and not this
 * session's nonce is taken out too and means nothing: a key never reaches who could send it back. Not thread-safe.
 */
final class Marks {
    private static final int LONGEST = 6 * 1024;

    private final String nonce;
    private byte[] held = new byte[256];
    private int count;
    private byte[] shown = new byte[0];
    private int shownCount;
    private Optional<Mark> found = Optional.empty();

    /**
     * That the shell is ready.
     *
     * @param key what the lines it takes begin with
     * @param directory where it is; empty where that is not known
     */
    record Mark(String key, int status, String directory) {}

    Marks(String nonce) {
        this.nonce = nonce;
    }

    /** Takes some bytes; answers how many of them were taken, fewer than given when a mark ended among them. */
    int accept(byte[] bytes, int offset, int length) {
        shown = shown.length < count + length ? new byte[count + length] : shown;
        shownCount = 0;
        found = Optional.empty();
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i]);
            if (found.isPresent()) {
                return i - offset + 1;
            }
        }
        return length;
    }

    /** What may be shown of the bytes taken last. */
    int shown(byte[] into) {
        System.arraycopy(shown, 0, into, 0, shownCount);
        return shownCount;
    }

    int shownCount() {
        return shownCount;
    }

    /** The mark that the bytes taken last ended with. */
    Optional<Mark> found() {
        return found;
    }

    private void take(byte each) {
        if (count == held.length) {
            held = Arrays.copyOf(held, held.length * 2);
        }
        held[count++] = each;
        if (count <= ShellScript.MARK.length) {
            if (each != ShellScript.MARK[count - 1]) {
                giveBack(each);
            }
        } else if (each == ShellScript.MARK[0]) {
            held[0] = each; // no mark holds it: what began like one is gone, and the shell's own may begin here
            count = 1;
        } else if (each == ShellScript.MARK_END || count >= LONGEST) {
            found = mark(new String(held, 0, count, StandardCharsets.ISO_8859_1));
            count = 0; // a mark of another making is gone, too
        }
    }

    /** It was no beginning of a mark; its last byte may begin one. */
    private void giveBack(byte last) {
        int keep = last == ShellScript.MARK[0] && count > 1 ? 1 : 0;
        int give = count - keep;
        if (shownCount + give > shown.length) {
            shown = Arrays.copyOf(shown, Math.max(2 * shown.length, shownCount + give));
        }
        System.arraycopy(held, 0, shown, shownCount, give);
        shownCount += give;
        held[0] = last;
        count = keep;
    }

    private Optional<Mark> mark(String text) {
        String[] fields =
                text.substring(ShellScript.MARK.length, text.length() - 1).split(";", -1);
        if (fields.length != 4
                || !fields[0].matches("[0-9a-f]{" + ShellScript.KEY + "}")
                || !fields[1].equals(nonce)
                || !fields[2].matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        return Optional.of(
                new Mark(fields[0], Integer.parseInt(fields[2]), fields[3].startsWith("/") ? fields[3] : ""));
    }
}
