package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.server.gate.CommandRoad;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.channel.ChannelPipedInputStream;
import org.apache.sshd.common.channel.ChannelPipedOutputStream;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that a client wants the host to make ({@code ssh -L}, {@code -W}, {@code -D}). It is judged before the host hears of it, and
 * the channel opens when the host has connected. One thread carries each direction; neither takes more than the other side does.
 */
final class ForwardChannel extends AbstractServerChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardChannel.class);
    private static final ApprovalListener SILENT = new ApprovalListener() {
        @Override
        public void pending(ApprovalRequest request) {
            // there is no place yet where it could be told
        }

        @Override
        public void decided(ApprovalDecision decision) {
            // likewise
        }
    };

    private final DoorThreads threads;
    private volatile @Nullable CommandRoad road;
    private volatile @Nullable CommandRun run;
    private volatile @Nullable OutputStream received;
    private volatile boolean left;

    ForwardChannel(DoorThreads threads) {
        super("direct-tcpip", List.of(), null);
        this.threads = threads;
    }

    @Override
    protected OpenFuture doInit(Buffer buffer) {
        OpenFuture opened = new DefaultOpenFuture(this, this);
        try {
            String host = buffer.getString();
            int port = buffer.getInt();
            ChannelPipedInputStream input = new ChannelPipedInputStream(this, getLocalWindow());
            received = new ChannelPipedOutputStream(input);
            Caller caller = getSession().getAttribute(Caller.OF);
            if (caller == null || !threads.start("hoop-ssh-forward", () -> carry(caller, host, port, input, opened))) {
                fail(opened, refusal(Exits.overloaded()));
            }
        } catch (RuntimeException e) {
            fail(opened, e);
        }
        return opened;
    }

    private void fail(OpenFuture opened, Exception why) {
        if (getSession() instanceof DoorSession door) {
            door.refuses(getRecipient(), String.valueOf(why.getMessage()));
        }
        signalChannelOpenFailure(why);
        opened.setException(why);
        notifyStateChanged(String.valueOf(why.getMessage()));
    }

    private static SshChannelOpenException refusal(GatewayException why) {
        return new SshChannelOpenException(
                0, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, String.valueOf(why.getMessage()));
    }

    private void carry(Caller caller, String host, int port, InputStream input, OpenFuture opened) {
        try {
            CommandRoad made = caller.session().forward(host, port, SILENT);
            road = made;
            if (left) {
                made.cancel();
            }
            try (CommandRun running = made.travel()) {
                run = running;
                if (left) {
                    return;
                }
                signalChannelOpenSuccess(); // this is what tells the client
                opened.setOpened();
                if (threads.start("hoop-ssh-forward-in", () -> carryInput(input, running))) {
                    carryOutput(running);
                    running.end();
                }
            }
        } catch (GatewayException refused) {
            fail(opened, refusal(refused));
        } catch (IOException e) {
            // the client has left
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a forwarded connection came to an unforeseen end");
            fail(opened, refusal(Exits.unforeseen()));
        } finally {
            close(false);
        }
    }

    private void carryOutput(CommandRun running) throws IOException {
        OutputStream out =
                new ChannelOutputStream(this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
        Carrying.carry(running, CommandRun.Stream.OUTPUT, out);
        out.close(); // tells the client that nothing more comes
    }

    private static void carryInput(InputStream input, CommandRun running) {
        byte[] chunk = new byte[Carrying.CHUNK];
        try {
            int count = input.read(chunk);
            while (count >= 0) {
                running.write(chunk, 0, count);
                count = input.read(chunk);
            }
        } catch (IOException | GatewayException e) {
            // the channel is closed, or the connection is over
        }
        running.endInput();
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        OutputStream to = received;
        if (to != null) {
            to.write(data, offset, (int) length);
        }
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) throws IOException {
        getLocalWindow().release(length); // a connection has one stream
    }

    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        endReceived();
    }

    private void endReceived() throws IOException {
        OutputStream to = received;
        if (to != null) {
            to.close();
        }
    }

    @Override
    protected void preClose() {
        left = true;
        CommandRoad waiting = road;
        CommandRun running = run;
        if (waiting != null) {
            waiting.cancel();
        }
        try {
            endReceived();
        } catch (IOException e) {
            log.debug("the input of a forwarded connection was closed before");
        }
        if (running != null && !threads.start("hoop-ssh-leaving", running::close)) {
            running.close();
        }
        super.preClose();
    }
}
