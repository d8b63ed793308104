package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.value.Content;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One large parameter that arrives in pieces. Whether it is a text is known only when the statement comes. Not thread-safe. */
final class Upload implements AutoCloseable {
    private final Spool spool;
    private final MessageDigest digest = sha256();
    private long characters;
    private boolean text = true;
    private boolean whole;

    Upload() throws IOException {
        this.spool = Spool.create();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void take(byte[] content, boolean last) throws IOException {
        digest.update(content);
        count(content);
        spool.write(content);
        whole = last;
    }

    boolean isWhole() {
        return whole;
    }

    long size() {
        return spool.size();
    }

    /** Pieces of a text end between characters, so each can be looked at by itself. */
    private void count(byte[] content) {
        if (text) {
            try {
                CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
                characters += decoded.length();
            } catch (CharacterCodingException e) {
                text = false;
            }
        }
    }

    /**
     * The parameter itself.
     *
     * @throws ProtocolException if it is not whole, or said to be a text and none
     */
    Value value(Value.InPieces.Form form) {
        if (!whole) {
            throw new ProtocolException("the last piece of a large parameter is missing");
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        if (form == Value.InPieces.Form.BYTES) {
            Content<InputStream> content = spool::open;
            return new Value.LargeBytes(spool.size(), sum, content);
        }
        if (!text) {
            throw new ProtocolException("a large text is not UTF-8, or its pieces end inside a character");
        }
        return new Value.LargeText(characters, sum, () -> new InputStreamReader(spool.open(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        spool.close();
    }
}
