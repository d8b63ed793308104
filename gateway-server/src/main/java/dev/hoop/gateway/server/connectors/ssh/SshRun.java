package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * A command on its channel. The channel's window is given back as bytes are read and not before, so a host can never send more than one
 * window ahead of its reader.
 */
final class SshRun implements CommandRun {
    private static final Duration LAST_WORD = Duration.ofSeconds(10);

    private final PtyCapableChannelSession channel;
    private final InputStream output;
    private final InputStream errors;
    private final OutputStream input;

    private SshRun(PtyCapableChannelSession channel) {
        this.channel = channel;
        this.output = channel.getInvertedOut();
        this.errors = channel.getInvertedErr();
        this.input = channel.getInvertedIn();
    }

    static SshRun on(PtyCapableChannelSession channel, Duration within) throws IOException {
        channel.open().verify(within);
        return new SshRun(channel);
    }

    @Override
    public int read(Stream stream, byte[] into, Duration within) {
        return Pipes.read(stream == Stream.OUTPUT ? output : errors, into, within);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Pipes.write(input, bytes, offset, length);
    }

    @Override
    public void endInput() {
        Pipes.end(input);
    }

    @Override
    public void signal(String name) {
        try {
            Buffer request = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            request.putUInt(channel.getRecipient());
            request.putString("signal");
            request.putBoolean(false);
            request.putString(name);
            channel.writePacket(request);
        } catch (IOException e) {
            // nobody is there to get it any more
        }
    }

    @Override
    public void resize(int columns, int rows) {
        try {
            channel.sendWindowChange(columns, rows);
        } catch (IOException e) {
            // nobody is there to see it any more
        }
    }

    @Override
    public CommandEnd end() {
        channel.waitFor(
                EnumSet.of(ClientChannelEvent.CLOSED, ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.EXIT_SIGNAL),
                LAST_WORD);
        Integer code = channel.getExitStatus();
        String signal = channel.getExitSignal();
        channel.close(false);
        if (signal != null) {
            return new CommandEnd(OptionalInt.empty(), signal);
        }
        return code == null ? CommandEnd.UNKNOWN : new CommandEnd(OptionalInt.of(code), "");
    }

    /** Without a terminal a host lets a command run on when its channel closes; so it is told to end first. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            signal("TERM");
        }
        channel.close(false);
    }
}
