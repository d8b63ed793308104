package dev.hoop.gateway.api.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket that looks for the next bytes for a moment before it sleeps for them: to wake a processor that sleeps can take longer than the
 * bytes do. It looks only where that costs nobody anything: as {@link Lookout} lets it, for requests only while no answer is awaited, for
 * an answer only until it begins (while more of it comes, whoever makes it needs the processor), and seldom where it has looked in vain.
 *
 * <p>Everything else is {@link Socket}'s; timeouts count from the end of that moment.
 */
public final class WakefulSocket extends Socket {
    /** What the peer sends. */
    public enum Peer {
        /** Requests, at any time. */
        ASKS,
        /** Answers to what it was asked. */
        ANSWERS
    }

    private static final int MOST_LEFT_OUT = 63;

    /** A peer that asks little is gone before it is worth looking for what it asks, and others need the processor to serve it. */
    private static final int FIRST_LEFT_OUT = 4;

    private static final AtomicInteger AWAITED = new AtomicInteger();

    private final Peer peer;
    private volatile boolean asked;

    /** An unconnected socket. */
    public WakefulSocket(Peer peer) {
        this.peer = peer;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream out = super.getOutputStream();
        return peer == Peer.ASKS ? out : new Output(out);
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            out.write(from, at, length);
            asked = true;
        }
    }

    private final class Input extends FilterInputStream {
        private int inVain = peer == Peer.ASKS ? FIRST_LEFT_OUT : 0;
        private int leftOut;

        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            if (peer == Peer.ASKS) {
                look();
                return super.read(to, from, length);
            }
            AWAITED.incrementAndGet();
            try {
                if (asked) {
                    asked = false;
                    look();
                }
                return super.read(to, from, length);
            } finally {
                AWAITED.decrementAndGet();
            }
        }

        private void look() throws IOException {
            if (leftOut < inVain) {
                leftOut++;
                return;
            }
            leftOut = 0;
            try {
                if (Lookout.enter()) {
                    inVain = comes() ? 0 : Math.min(2 * inVain + 1, MOST_LEFT_OUT);
                }
            } finally {
                Lookout.leave();
            }
        }

        /** Whether bytes are here, or come while there is nothing better to do. */
        private boolean comes() throws IOException {
            long began = System.nanoTime();
            while (in.available() == 0) {
                boolean others = AWAITED.get() > (peer == Peer.ANSWERS ? Lookout.MOST : 0);
                if (others || System.nanoTime() - began >= Lookout.MOMENT_NANOS) {
                    return false;
                }
                Thread.onSpinWait();
            }
            return true;
        }
    }
}
