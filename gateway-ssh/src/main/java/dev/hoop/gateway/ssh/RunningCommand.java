package dev.hoop.gateway.ssh;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * A command or shell on its way: held, running or over. Its streams end when it does. Output and errors hold it back while they are not
 * read, about one megabyte ahead; so read both, or neither. Closing one that has not ended cancels it. Thread-safe; each stream for one
 * thread at a time.
 */
public final class RunningCommand implements AutoCloseable {
    private final PtyCapableChannelSession channel;
    private final Notices notices;
    private final InputStream output;
    private final InputStream errors;
    private final OutputStream input;
    private volatile Why stopped = Why.NOT;

    private enum Why {
        NOT,
        CANCELLED,
        TIMED_OUT
    }

    RunningCommand(PtyCapableChannelSession channel, Notices notices) {
        this.channel = channel;
        this.notices = notices;
        this.output = channel.getInvertedOut();
        this.errors = channel.getInvertedErr();
        this.input = channel.getInvertedIn();
    }

    /** What it writes to standard output; at a terminal, everything it writes. */
    public InputStream output() {
        return output;
    }

    /** What it writes to standard error. */
    public InputStream errors() {
        return errors;
    }

    /** What it reads. Closing it is the end of its input. Nothing of it reaches a command that is still held. */
    public OutputStream input() {
        return input;
    }

    /** Sends a signal by its name without {@code SIG}, as {@code INT}; one that is still held is withdrawn by any. */
    public void signal(String name) {
        try {
            Buffer request = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            request.putUInt(channel.getRecipient());
            request.putString("signal");
            request.putBoolean(false);
            request.putString(name);
            channel.writePacket(request);
        } catch (IOException e) {
            // it has ended, or its connection has: await() says which
        }
    }

    /** Tells the size that its terminal has now. */
    public void resize(int columns, int rows) {
        try {
            channel.sendWindowChange(columns, rows);
        } catch (IOException e) {
            // it has ended, or its connection has: await() says which
        }
    }

    /** Ends it, or withdraws it while it is held. {@link #await()} then throws {@code CANCELLED}, unless it had ended before. */
    public void cancel() {
        stop(Why.CANCELLED);
    }

    void timeOut() {
        stop(Why.TIMED_OUT);
    }

    private void stop(Why why) {
        if (stopped == Why.NOT && channel.getExitStatus() == null && channel.isOpen()) {
            stopped = why;
            signal("TERM");
            channel.close(false);
        }
    }

    /**
     * Waits for its end.
     *
     * @throws RequestFailedException if the gateway refused it, nobody approved it, or its target failed; nothing of a refused one ran
     * @throws GatewayException {@code CANCELLED} or {@code TIMED_OUT} after a cancel or its time-out: what it did until then stands
     * @throws ConnectionLostException if the connection was lost: whether it ended is not known
     */
    public CommandExit await() {
        return await(Duration.ZERO).orElseThrow();
    }

    /**
     * Waits for its end for some time; empty when it has not come by then. See {@link #await()}.
     *
     * @param within zero to wait for as long as it takes
     */
    public Optional<CommandExit> await(Duration within) {
        Set<ClientChannelEvent> seen = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), within.toMillis());
        return seen.contains(ClientChannelEvent.CLOSED) ? Optional.of(exit()) : Optional.empty();
    }

    private CommandExit exit() {
        RuntimeException broke = notices.broke();
        if (broke != null) {
            throw broke;
        }
        notices.failure().ifPresent(told -> {
            throw new RequestFailedException(told);
        });
        Integer code = channel.getExitStatus();
        String signal = channel.getExitSignal();
        if (signal != null || code != null) {
            return new CommandExit(
                    code == null ? OptionalInt.empty() : OptionalInt.of(code), signal == null ? "" : signal);
        }
        switch (stopped) {
            case CANCELLED ->
                throw new GatewayException(
                        ErrorCode.CANCELLED, "the command was cancelled; what it did until then stands");
            case TIMED_OUT ->
                throw new GatewayTimeoutException(
                        ErrorCode.TIMED_OUT,
                        Effect.SENT_UNKNOWN,
                        "the command took longer than its time-out and was ended; what it did until then stands",
                        null);
            case NOT ->
                throw new ConnectionLostException(
                        ErrorCode.CONNECTION_LOST,
                        Effect.SENT_UNKNOWN,
                        "the connection to the gateway ended before the command did; look at the target before you run it again",
                        null);
        }
        throw new IllegalStateException("there is no other way to stop");
    }

    /** Cancels it unless it has ended. */
    @Override
    public void close() {
        cancel();
        channel.close(false);
    }
}
