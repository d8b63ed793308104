package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Large parameters on their way to the gateway, before the statement they belong to. Of what was sent and not yet taken there is never
 * more than {@link Pieces#WINDOW}. Ends with {@link #execute} or {@link #abandon}. For one thread.
 */
public final class Upload {
    private final RemoteConnection connection;
    private final int id;
    private final Mailbox mailbox;
    private final @Nullable ApprovalListener listener;
    private long underWay;
    private boolean wanted = true;

    Upload(RemoteConnection connection, int id, Mailbox mailbox, @Nullable ApprovalListener listener) {
        this.connection = connection;
        this.id = id;
        this.mailbox = mailbox;
        this.listener = listener;
    }

    /**
     * Sends the next piece of a parameter, and waits first where too much is under way.
     *
     * @param number which of the large parameters, from zero, one after the other
     * @param last whether this ends it
     * @throws ConnectionLostException if the connection ended
     * @throws GatewayTimeoutException if the network timeout passed; the connection is closed then
     */
    public void send(int number, boolean last, byte[] content) {
        while (wanted && underWay > 0 && underWay + content.length > Pieces.WINDOW) {
            take(connection.take(mailbox, false));
        }
        if (wanted) {
            underWay += content.length;
            connection.control(id, mailbox, new ClientMessage.Piece(number, last, content));
        }
    }

    /** Whether the gateway takes more; if not, the execution will fail with its reason, and the rest need not be read. */
    public boolean isWanted() {
        return wanted;
    }

    private void take(ServerMessage message) {
        if (message instanceof ServerMessage.Taken taken) {
            underWay -= taken.bytes();
            wanted &= taken.wanted();
        } else if (message instanceof ServerMessage.Failure failure) {
            throw new RequestFailedException(failure);
        } else {
            throw connection.violated("a piece was answered by " + message.type());
        }
    }

    /** Sends the statement that the parameters belong to. */
    public RemoteStream execute(ClientMessage.Execute request) {
        return connection.execute(id, mailbox, request, listener);
    }

    /** Gives up what was sent; nothing is waited for. */
    public void abandon() {
        connection.abandon(id, mailbox, new ClientMessage.Cancel(), last -> {});
    }
}
