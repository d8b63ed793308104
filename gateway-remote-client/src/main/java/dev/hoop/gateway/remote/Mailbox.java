package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has arrived on one stream and was not taken yet, and what the stream may still be sent. Guarded by the inbox it belongs to. */
final class Mailbox {
    /** How many bytes of rows a Metadata request is answered with before more credit is given. */
    static final int METADATA_CREDIT = 256 * 1024;
    /** Rows are bounded by credit; this bounds everything else a peer could pile up on a stream that nobody reads. */
    private static final int MAX_WAITING = 16 * 1024;

    private @Nullable Consumer<ServerMessage> recipient;
    private final Deque<ServerMessage> waiting = new ArrayDeque<>();
    private long credit;
    private boolean ended;
    private boolean discarding;

    private Mailbox(@Nullable Consumer<ServerMessage> recipient) {
        this.recipient = recipient;
    }

    Mailbox(ClientMessage request) {
        this.recipient = null;
        if (request instanceof ClientMessage.Execute execute) {
            credit = execute.credit();
        } else if (request instanceof ClientMessage.Metadata) {
            credit = METADATA_CREDIT;
        }
    }

    /** For what answers the pieces of large parameters, and then their statement. */
    Mailbox() {
        this.recipient = null;
    }

    /** A mailbox that nobody empties: what comes is handed on at once, to someone who must not block. */
    static Mailbox to(Consumer<ServerMessage> recipient) {
        return new Mailbox(recipient);
    }

    void put(ServerMessage message) {
        if (message instanceof ServerMessage.Rows rows) {
            spend(rows.cells().length, 0);
        } else if (message instanceof ServerMessage.Piece piece) {
            spend(piece.content().remaining(), Pieces.AHEAD);
        }
        ended = message.type().endsStream();
        if (recipient != null) {
            recipient.accept(message);
        } else if (!discarding) {
            keep(message);
        }
    }

    /** Rows may overdraw the credit once: a row can be larger than any credit. Its pieces may go somewhat further. */
    private void spend(int bytes, int overdraft) {
        if (credit <= -overdraft) {
            throw new ProtocolException("the gateway sent rows without credit");
        }
        credit -= bytes;
    }

    private void keep(ServerMessage message) {
        if (waiting.size() >= MAX_WAITING) {
            throw new ProtocolException(
                    "the gateway sent more than " + MAX_WAITING + " messages that nobody waits for");
        }
        waiting.add(message);
    }

    @Nullable
    ServerMessage poll() {
        return waiting.poll();
    }

    void addCredit(int bytes) {
        credit += bytes;
    }

    /** Drops what is here and what will come. */
    void discard() {
        discarding = true;
        waiting.clear();
    }

    /** Drops what is here and what will come, but for the message that ends the stream: that one is handed on. */
    void discardUpTo(Consumer<ServerMessage> last) {
        ServerMessage end = ended ? waiting.peekLast() : null;
        waiting.clear();
        recipient = message -> {
            if (message.type().endsStream()) {
                last.accept(message);
            }
        };
        if (end != null) {
            last.accept(end);
        }
    }

    /** Whether the last message of the stream has arrived; it may still wait to be taken. */
    boolean hasEnded() {
        return ended;
    }
}
