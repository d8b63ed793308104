package dev.hoop.gateway.api.value;

import dev.hoop.gateway.api.value.Value.InPieces.Form;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A cell too large to be handed over whole, as its target gives it: read once, front to back, before the next row is asked for. Whoever
 * cannot pass it on in pieces takes it {@link #whole}, within a limit. Failures to read are those of reading a cell.
 */
public interface LargeCell {
    Form form();

    /** In bytes, or UTF-16 units of a text; -1 where it is not known before the end. */
    long length();

    /**
     * The next piece, never empty; null at the end. Pieces of a text are UTF-8 and end between characters. What is behind the buffer is the
     * cell's own and changed by nobody.
     */
    @Nullable
    ByteBuffer next();

    /** All of it; refused where it is more than may be held in memory. Not after {@link #next}. */
    byte[] whole();

    /** The rest is not wanted. */
    void close();
}
