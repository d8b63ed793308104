package dev.hoop.gateway.ssh;

import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageDecoder;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the gateway says of one channel in requests of its own kind: that it is held, that people have decided, why it was refused.
 * Each holds one frame of the remote protocol.
 */
final class Notices implements RequestHandler<Channel> {
    /** Which version of them this side wants, and the variable that says so. */
    static final String WANTED = "HOOP_NOTICES";

    static final String VERSION = "1";
    static final String REQUEST = "notice@hoop.dev";

    private final ApprovalListener listener;
    private final Executor teller;
    private volatile ServerMessage.@Nullable Failure failure;
    private volatile @Nullable RuntimeException broke;

    Notices(ApprovalListener listener, Executor teller) {
        this.listener = listener;
        this.teller = teller;
    }

    /** Why nothing ran; empty while nothing of the kind was said. */
    Optional<ServerMessage.Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** What the listener threw; null while it did not. */
    @Nullable
    RuntimeException broke() {
        return broke;
    }

    @Override
    public Result process(Channel channel, String request, boolean wantReply, Buffer buffer) {
        if (!REQUEST.equals(request)) {
            return Result.Unsupported;
        }
        byte[] frame = buffer.getBytes();
        ServerMessage message = MessageDecoder.ofServer(Limits.BEFORE_LOGIN)
                .next(ByteBuffer.wrap(frame))
                .orElseThrow(() -> new ProtocolException("a notice of the gateway holds no whole frame"))
                .message();
        if (message instanceof ServerMessage.Failure told) {
            failure = told;
        } else if (message instanceof ServerMessage.Pending pending) {
            tell(channel, () -> listener.pending(pending.request()));
        } else if (message instanceof ServerMessage.Decided decided) {
            tell(
                    channel,
                    () -> listener.decided(new ApprovalDecision(
                            decided.requestId(), decided.state(), decided.by(), decided.reason())));
        }
        return Result.ReplySuccess;
    }

    /** A listener that fails withdraws what it was told of. */
    private void tell(Channel channel, Runnable what) {
        try {
            teller.execute(() -> {
                try {
                    what.run();
                } catch (RuntimeException e) {
                    broke = e;
                    channel.close(false);
                }
            });
        } catch (RejectedExecutionException closed) {
            // the connection was closed by its program
        }
    }
}
