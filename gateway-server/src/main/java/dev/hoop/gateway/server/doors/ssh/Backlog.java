package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.jspecify.annotations.Nullable;

/**
 * What waits on one connection for a client that reads slowly, or not at all. Who has data for it waits, whatever windows it announced; answers
 * to its own requests cannot wait, so beyond a bound the client is not heard until it has read, and is cut off if it does not. Thread-safe.
 */
final class Backlog {
    private static final long ROOM = 512 * 1024;
    private static final long MOST = 4 * 1024 * 1024;
    private static final long MOST_OF_STRANGERS = 256 * 1024;
    private static final long LOOK_MILLIS = 500;

    private final IoSession connection;
    private final ScheduledExecutorService timer;
    private final Duration deafAfter;
    private final Duration stuckAfter;

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private boolean isUnheard;

    /** What cuts off a client that is not heard any more. */
    @GuardedBy("this")
    private @Nullable Future<?> cut;

    /** Writes one packet. */
    interface Writing {
        IoWriteFuture write() throws IOException;
    }

    /**
     * An empty one.
     *
     * @param deafAfter how long a client may go without reading when nothing more is taken from it
     * @param stuckAfter how long one write of data may wait
     */
    Backlog(IoSession connection, ScheduledExecutorService timer, Duration deafAfter, Duration stuckAfter) {
        this.connection = connection;
        this.timer = timer;
        this.deafAfter = deafAfter;
        this.stuckAfter = stuckAfter;
    }

    /**
     * Waits until the client has read enough.
     *
     * @throws IOException when it does not, or has gone
     */
    synchronized void awaitRoom() throws IOException {
        long end = System.nanoTime() + stuckAfter.toNanos();
        while (bytes > ROOM) {
            if (!connection.isOpen() || connection.isClosing() || System.nanoTime() > end) {
                throw new IOException("the client does not read any more");
            }
            try {
                TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted").initCause(e);
            }
        }
    }

    /** Writes a packet, and counts it until it is on its way. */
    IoWriteFuture added(int size, boolean isKnown, Writing writing) throws IOException {
        add(size, isKnown ? MOST : MOST_OF_STRANGERS);
        IoWriteFuture future;
        try {
            future = writing.write();
        } catch (IOException | RuntimeException | Error e) {
            taken(size);
            throw e;
        }
        future.addListener(done -> taken(size));
        return future;
    }

    private synchronized void add(int size, long most) {
        bytes += size;
        if (bytes > most && !isUnheard) {
            isUnheard = true;
            connection.suspendRead();
            cut = timer.schedule(() -> connection.close(true), deafAfter.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void taken(int size) {
        bytes -= size;
        if (bytes <= ROOM) {
            notifyAll();
        }
        if (isUnheard && bytes <= MOST_OF_STRANGERS) {
            isUnheard = false;
            if (cut != null) {
                cut.cancel(false);
            }
            connection.resumeRead();
        }
    }
}
