package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A connection that the host has made to elsewhere. As with commands, the host never sends more than a window ahead of its reader. */
final class ForwardRun implements CommandRun {
    /** Who asks is no matter of the host's. */
    private static final SshdSocketAddress NOBODY = new SshdSocketAddress("127.0.0.1", 0);

    private final ChannelDirectTcpip channel;
    private final InputStream from;
    private final OutputStream to;

    private ForwardRun(ChannelDirectTcpip channel) {
        this.channel = channel;
        this.from = channel.getInvertedOut();
        this.to = channel.getInvertedIn();
    }

    static ForwardRun to(ClientSession session, String host, int port, Duration within) throws IOException {
        ChannelDirectTcpip channel = session.createDirectTcpipChannel(NOBODY, new SshdSocketAddress(host, port));
        try {
            channel.open().verify(within);
        } catch (IOException e) {
            channel.close(true);
            throw e;
        }
        return new ForwardRun(channel);
    }

    @Override
    public int read(Stream stream, byte[] into, Duration within) {
        return stream == Stream.ERRORS ? -1 : Pipes.read(from, into, within);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Pipes.write(to, bytes, offset, length);
    }

    @Override
    public void endInput() {
        Pipes.end(to);
    }

    @Override
    public void signal(String name) {
        // a connection has none
    }

    @Override
    public void resize(int columns, int rows) {
        // nor a size
    }

    @Override
    public CommandEnd end() {
        channel.close(false);
        return new CommandEnd(OptionalInt.of(0), "");
    }

    @Override
    public void close() {
        channel.close(false);
    }
}
