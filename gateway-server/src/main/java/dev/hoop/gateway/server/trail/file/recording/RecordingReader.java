package dev.hoop.gateway.server.trail.file.recording;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.AEADBadTagException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a recording back, frame by frame. */
public final class RecordingReader {
    private static final int MAX_FRAME = 256 * 1024 * 1024;
    private static final int MAX_HEAD = 4096;

    /** Of this build, and of earlier ones, whose lines say everything each. */
    private static final Set<String> FORMATS = Set.of(FileRecorder.FORMAT, "hoop-recording/1");

    static final JsonMapper JSON = new JsonMapper();

    /** How a recording ends. */
    public enum Ending {
        /** It is whole. */
        CLOSED,
        /** The session still runs, the gateway died, or the end of the file is gone: the trail tells which. */
        OPEN
    }

    private RecordingReader() {}

    /**
     * Hands every line of a recording to the callee, in order.
     *
     * @throws MalformedLineException if the file is no recording, was changed, or belongs to another key
     */
    public static Ending read(Path file, MasterKey master, Consumer<JsonNode> callee)
            throws IOException, MalformedLineException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] head = head(in);
            AesGcm cipher = cipher(head, master);
            byte[] digest = TrailHasher.sha256().digest(head);
            Forms.Reader forms = new Forms.Reader();
            for (long number = 0; ; number++) {
                @Var byte[] sealed;
                try {
                    sealed = frame(in);
                } catch (EOFException e) {
                    return Ending.OPEN;
                }
                boolean more = more(in);
                Frames.Place place = open(cipher, digest, number, sealed, more, forms, callee);
                if (place == Frames.Place.LAST) {
                    return Ending.CLOSED;
                }
                if (!more) {
                    return Ending.OPEN;
                }
            }
        }
    }

    private static Frames.Place open(
            AesGcm cipher,
            byte[] head,
            long number,
            byte[] sealed,
            boolean more,
            Forms.Reader forms,
            Consumer<JsonNode> callee)
            throws MalformedLineException {
        try {
            lines(
                    cipher.open(Frames.nonce(number), Frames.associated(head, number, Frames.Place.MORE), sealed),
                    forms,
                    callee);
            return Frames.Place.MORE;
        } catch (AEADBadTagException notInTheMiddle) {
            if (more) {
                throw new MalformedLineException("frame " + number + " is not what was written there");
            }
        }
        try {
            lines(
                    cipher.open(Frames.nonce(number), Frames.associated(head, number, Frames.Place.LAST), sealed),
                    forms,
                    callee);
            return Frames.Place.LAST;
        } catch (AEADBadTagException e) {
            throw new MalformedLineException("frame " + number + " is not what was written there");
        }
    }

    private static void lines(byte[] plain, Forms.Reader forms, Consumer<JsonNode> callee)
            throws MalformedLineException {
        @Var int from = 0;
        while (from < plain.length) {
            int end = lineEnd(plain, from);
            JsonNode line = line(plain, from, end);
            from = Math.min(end + 1, plain.length);
            switch (line.path("type").asString("")) {
                case RecordedRows.TYPE -> {
                    byte[] block = block(line, plain, from);
                    from += block.length;
                    RecordedRows.read(line, block, callee);
                }
                case RecordedOutput.TYPE -> {
                    byte[] piece = block(line, plain, from);
                    from += piece.length;
                    RecordedOutput.read(line, piece, callee);
                }
                default -> callee.accept(forms.whole(line));
            }
        }
    }

    /** What follows the line feed of a line that announces it. */
    private static byte[] block(JsonNode line, byte[] plain, int from) throws MalformedLineException {
        int bytes = line.path("bytes").asInt(-1);
        if (bytes < 0 || bytes > plain.length - from) {
            throw new MalformedLineException("a line announces more bytes than there are");
        }
        return Arrays.copyOfRange(plain, from, from + bytes);
    }

    private static int lineEnd(byte[] plain, int from) {
        @Var int end = from;
        while (end < plain.length && plain[end] != '\n') {
            end++;
        }
        return end;
    }

    private static JsonNode line(byte[] plain, int from, int end) throws MalformedLineException {
        try {
            return JSON.readTree(plain, from, end - from);
        } catch (JacksonException e) {
            throw new MalformedLineException("a line of it is no JSON");
        }
    }

    private static AesGcm cipher(byte[] head, MasterKey master) throws MalformedLineException {
        try {
            JsonNode fields = JSON.readTree(head);
            if (!FORMATS.contains(fields.path("format").asString(""))) {
                throw new MalformedLineException("it is no recording this program can read");
            }
            byte[] wrapped = Base64.getDecoder().decode(fields.path("key").asString(""));
            return new AesGcm(master.unwrap(wrapped, fields.path("session").asString("")));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedLineException("its first line is not the head of a recording");
        } catch (AEADBadTagException e) {
            throw new MalformedLineException("its key does not open with this master key, or its head was changed");
        }
    }

    private static byte[] head(DataInputStream in) throws IOException, MalformedLineException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        do {
            int b = in.read();
            if (b < 0 || head.size() == MAX_HEAD) {
                throw new MalformedLineException("its first line is not the head of a recording");
            }
            head.write(b);
        } while (head.toByteArray()[head.size() - 1] != '\n');
        return head.toByteArray();
    }

    private static byte[] frame(DataInputStream in) throws IOException, MalformedLineException {
        int length = in.readInt();
        if (length < AesGcm.TAG_BYTES || length > MAX_FRAME) {
            throw new MalformedLineException("it announces a frame of " + length + " bytes");
        }
        byte[] sealed = in.readNBytes(length);
        if (sealed.length < length) {
            throw new EOFException();
        }
        return sealed;
    }

    private static boolean more(DataInputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next >= 0;
    }
}
