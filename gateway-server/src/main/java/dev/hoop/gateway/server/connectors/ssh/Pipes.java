package dev.hoop.gateway.server.connectors.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Duration;
import org.apache.sshd.common.channel.ChannelPipedInputStream;

/** The streams of a channel at a host, as a run reads and writes them. */
final class Pipes {
    private Pipes() {}

    /** How many bytes came in time, zero for none; -1 after the last, and when the channel is gone. */
    static int read(InputStream from, byte[] into, Duration within) {
        try {
            if (from instanceof ChannelPipedInputStream piped) {
                piped.setTimeout(Math.max(1, within.toMillis()));
            }
            return from.read(into);
        } catch (SocketException nothingCame) {
            return 0;
        } catch (IOException e) {
            return -1; // closed: the run's end says what is known
        }
    }

    /** The other side may take nothing more, as head does, and still say something: that is no failure. */
    static void write(OutputStream to, byte[] bytes, int offset, int length) {
        try {
            to.write(bytes, offset, length);
            to.flush();
        } catch (IOException e) {
            // it ends by itself
        }
    }

    static void end(OutputStream to) {
        try {
            to.close();
        } catch (IOException e) {
            // the other side had closed it before
        }
    }
}
