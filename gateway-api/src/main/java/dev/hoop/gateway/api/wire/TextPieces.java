package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a text into pieces of UTF-8 that end between characters. Not thread-safe. */
public final class TextPieces {
    private final Reader from;
    private final char[] chars = new char[Pieces.SIZE / 2];
    private int kept;

    /** The reader stays the caller's to close. */
    public TextPieces(Reader from) {
        this.from = from;
    }

    /**
     * The next piece, never empty; null at the end.
     *
     * @throws GatewayException with {@link ErrorCode#INVALID_REQUEST} if the text has half of a surrogate pair, and so no UTF-8 form
     */
    public byte @Nullable [] next() throws IOException {
        int count = kept;
        while (count < chars.length) {
            int read = from.read(chars, count, chars.length - count);
            if (read < 0) {
                break;
            }
            count += read;
        }
        if (count == 0) {
            return null;
        }
        boolean goesOn = count == chars.length && Character.isHighSurrogate(chars[count - 1]);
        int whole = goesOn ? count - 1 : count;
        byte[] piece = utf8(CharBuffer.wrap(chars, 0, whole));
        kept = count - whole;
        chars[0] = chars[count - 1];
        return piece;
    }

    /** All that is left, up to so many bytes; null where there is more. */
    public byte @Nullable [] rest(long limit) throws IOException {
        WireWriter all = new WireWriter(Pieces.SIZE);
        for (byte[] piece = next(); piece != null; piece = next()) {
            if (all.size() + (long) piece.length > limit) {
                return null;
            }
            all.raw(piece, 0, piece.length);
        }
        return all.toByteArray();
    }

    private static byte[] utf8(CharBuffer chars) {
        try {
            java.nio.ByteBuffer bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(chars);
            return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
        } catch (CharacterCodingException e) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "a text has half of a surrogate pair; give the value in another form",
                    e);
        }
    }
}
