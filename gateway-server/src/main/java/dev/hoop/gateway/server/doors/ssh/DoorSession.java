package dev.hoop.gateway.server.doors.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.future.KeyExchangeFuture;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.kex.KexState;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;

/**
 * A connection with bounds of its own, beside those of the library: on packets before the login, on what waits for a client that does not read,
 * and on key exchanges.
 */
final class DoorSession extends ServerSessionImpl {
    /** What every side must take by RFC 4253, section 6.1, and a little more; before its login no client has more to say. */
    private static final int LONGEST_STRANGERS_PACKET = 36 * 1024;

    /** OpenSSH answers it, and so must every other client, if only by saying that it does not know it. */
    private static final String QUESTION = "keepalive@openssh.com";

    private static final int MOST_UNANSWERED = 3;

    private final Backlog backlog;
    private final Exchanges exchanges;

    /** Why channels are not opened, by the client's own numbers for them, until it is told. */
    private final Map<Long, String> refusals = new ConcurrentHashMap<>();

    /** What had come from the client when it was asked last. One timer asks. */
    private long heard = -1;

    private int unanswered;

    /** @param within how long a client has for a key exchange, and for taking what it was sent before it is heard again */
    DoorSession(ServerFactoryManager manager, IoSession connection, Duration within, Duration stuckAfter)
            throws Exception {
        super(manager, connection);
        backlog = new Backlog(connection, manager.getScheduledExecutorService(), within, stuckAfter);
        exchanges = new Exchanges(manager.getScheduledExecutorService(), within, () -> {
            if (getKexState() != KexState.DONE) {
                connection.close(true);
            }
        });
    }

    /** Looks at a length as soon as it is announced: nothing more of such a packet is gathered. */
    @Override
    protected void decode() throws Exception {
        super.decode();
        if (decoderState == 1 && !isAuthenticated()) {
            int length = announced();
            if (length < SshConstants.SSH_PACKET_HEADER_LEN || length > LONGEST_STRANGERS_PACKET) {
                throw new SshException(
                        SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR,
                        "a packet of %d bytes is not taken before the login".formatted(length));
            }
        }
    }

    /** Until there are keys the length stands as it was sent; the library replaces one that cannot be. */
    private int announced() {
        return inCipher == null ? ByteBuffer.wrap(decoderBuffer.array()).getInt(0) : decoderLength;
    }

    @Override
    public IoWriteFuture writePacket(Buffer buffer) throws IOException {
        return written(buffer, () -> super.writePacket(buffer));
    }

    @Override
    public IoWriteFuture writePacket(Buffer buffer, long timeout, TimeUnit unit) throws IOException {
        return written(buffer, () -> super.writePacket(buffer, timeout, unit));
    }

    private IoWriteFuture written(Buffer buffer, Backlog.Writing writing) throws IOException {
        int command = buffer.rawByte(buffer.rpos()) & 0xff;
        boolean isData =
                command == SshConstants.SSH_MSG_CHANNEL_DATA || command == SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA;
        if (isData && !ThreadUtils.isInternalThread()) { // whoever reads packets never waits
            backlog.awaitRoom();
        }
        return backlog.added(buffer.available(), isAuthenticated(), writing);
    }

    @Override
    protected void handleKexInit(Buffer buffer) throws Exception {
        exchanges.begins(inBytesCount.get() + outBytesCount.get());
        super.handleKexInit(buffer);
    }

    @Override
    protected KeyExchangeFuture requestNewKeysExchange() throws Exception {
        exchanges.isAwaited();
        return super.requestNewKeysExchange();
    }

    /** A channel of the client's is not opened for this reason. */
    void refuses(long channel, String why) {
        refusals.put(channel, why);
    }

    /** Why the channel is not opened, if that is known; told once. */
    Optional<String> refusal(long channel) {
        return Optional.ofNullable(refusals.remove(channel));
    }

    /** Asks whether the client is still there; whatever comes from it is an answer. Ends the connection where nothing came thrice. */
    void ask() throws IOException {
        long now = inBytesCount.get();
        unanswered = now == heard ? unanswered + 1 : 0;
        heard = now;
        if (unanswered >= MOST_UNANSWERED) {
            close(true);
            return;
        }
        Buffer question = createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        question.putString(QUESTION);
        question.putBoolean(true);
        request(question, QUESTION, (command, answer) -> {});
    }

    /** A key exchange is done. */
    void exchanged() {
        exchanges.ended();
    }
}
