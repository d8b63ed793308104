package dev.hoop.gateway.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what arrives by stream. There is no reader thread: of the threads that wait, one reads for all, and hands the task on when its own
 * message has come. No lock is held while it reads. Thread-safe.
 */
final class Inbox {
    /** Makes the exception of a connection that has ended, for a request of which so much had been sent. */
    private interface End {
        GatewayException exception(Effect effect);
    }

    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Carrier carrier;
    private final Consumer<ServerMessage> connectionMessages;
    private final Runnable betweenReads;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Integer, Mailbox> mailboxes = new HashMap<>();

    @GuardedBy("lock")
    private boolean someoneReads;

    @GuardedBy("lock")
    private @Nullable End end;

    /**
     * @param connectionMessages takes what belongs to the connection and not to a stream; must not block
     * @param betweenReads is called by a thread that has read and may read again; may block
     */
    Inbox(Carrier carrier, Consumer<ServerMessage> connectionMessages, Runnable betweenReads) {
        this.carrier = carrier;
        this.connectionMessages = connectionMessages;
        this.betweenReads = betweenReads;
    }

    /** Expects messages on a stream from now on; false when the stream is in use. */
    boolean register(int stream, Mailbox mailbox) {
        synchronized (lock) {
            if (end != null) {
                throw end.exception(Effect.NOT_SENT);
            }
            return mailboxes.putIfAbsent(stream, mailbox) == null;
        }
    }

    /** Takes back a registration whose request was never sent. */
    void unregister(int stream) {
        synchronized (lock) {
            mailboxes.remove(stream);
        }
    }

    /** Notes credit that is about to be given; false when the stream has ended and needs none. */
    boolean addCredit(Mailbox mailbox, int bytes) {
        synchronized (lock) {
            mailbox.addCredit(bytes);
            return !mailbox.hasEnded();
        }
    }

    void discard(Mailbox mailbox) {
        synchronized (lock) {
            mailbox.discard();
        }
    }

    boolean hasEnded(Mailbox mailbox) {
        synchronized (lock) {
            return mailbox.hasEnded();
        }
    }

    boolean isClosed() {
        synchronized (lock) {
            return end != null;
        }
    }

    void discardUpTo(Mailbox mailbox, Consumer<ServerMessage> last) {
        synchronized (lock) {
            mailbox.discardUpTo(last);
        }
    }

    /** The next message of a mailbox, if the bytes of it have been read from the socket; never reads from the socket. */
    Optional<ServerMessage> poll(Mailbox mailbox) {
        synchronized (lock) {
            ServerMessage message = mailbox.poll();
            if (message != null || someoneReads || end != null || mailbox.hasEnded()) {
                return Optional.ofNullable(message);
            }
            someoneReads = true;
        }
        deliverBuffered();
        synchronized (lock) {
            return Optional.ofNullable(mailbox.poll());
        }
    }

    /** Waits for the next message of a mailbox; empty when the deadline passed. */
    Optional<ServerMessage> take(Mailbox mailbox, Deadline deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                synchronized (lock) {
                    ServerMessage message = mailbox.poll();
                    if (message != null) {
                        return Optional.of(message);
                    }
                    if (end != null) {
                        throw end.exception(Effect.SENT_UNKNOWN);
                    }
                    if (deadline.isPast()) {
                        return Optional.empty();
                    }
                    if (someoneReads) {
                        interrupted |= waitForReader(deadline);
                        continue;
                    }
                    someoneReads = true;
                }
                readOne(deadline);
                betweenReads.run();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the connection on this side; the first reason stays. */
    void end(ErrorCode code, String message, @Nullable Throwable cause) {
        markEnded(code, message, cause);
        carrier.abort();
    }

    /** As {@link #end}, but leaves the socket to the caller. */
    void markEnded(ErrorCode code, String message, @Nullable Throwable cause) {
        markEnded(effect -> new ConnectionLostException(code, effect, message, cause));
    }

    /** As {@link #lost}, but first looks whether the gateway has said why it closed. */
    void lostWhileSending(IOException e) {
        boolean reads;
        synchronized (lock) {
            reads = !someoneReads && end == null;
            someoneReads |= reads;
        }
        if (reads) {
            Deadline soon = Deadline.in(LAST_WORDS);
            asReader(() -> {
                while (!isClosed()) {
                    deliver(carrier.read(soon));
                }
            });
        }
        lost(e);
    }

    /** Ends the connection because the socket failed. */
    void lost(IOException e) {
        end(
                ErrorCode.CONNECTION_LOST,
                "the connection to the gateway was lost (" + e.getMessage() + "); connect again",
                e);
    }

    /** The exception for a request that was under way when the connection ended. */
    GatewayException ended() {
        synchronized (lock) {
            return Objects.requireNonNull(end, "the connection has not ended").exception(Effect.SENT_UNKNOWN);
        }
    }

    private void markEnded(End why) {
        synchronized (lock) {
            if (end == null) {
                end = why;
            }
            mailboxes.clear();
            lock.notifyAll();
        }
    }

    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private boolean waitForReader(Deadline deadline) {
        try {
            TimeUnit.MILLISECONDS.timedWait(lock, deadline.timeoutMillis(RemoteOptions.DEFAULT_KEEP_ALIVE));
            return false;
        } catch (InterruptedException e) {
            // As a read of a socket, this wait is not interruptible; whoever waits finds the flag set afterwards.
            return true;
        }
    }

    private void deliverBuffered() {
        asReader(() -> {
            Optional<Envelope<ServerMessage>> next = carrier.poll();
            while (next.isPresent()) {
                deliver(next.get());
                next = carrier.poll();
            }
        });
    }

    private void readOne(Deadline deadline) {
        asReader(() -> deliver(carrier.read(deadline)));
    }

    private interface Reading {
        void run() throws IOException;
    }

    /** Reads, and hands the task of the reader on, whatever becomes of it. */
    private void asReader(Reading reading) {
        try {
            reading.run();
        } catch (SocketTimeoutException e) {
            // the deadline of this reader; the caller sees that it is past
        } catch (IOException e) {
            lost(e);
        } catch (ProtocolException e) {
            end(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "the connection was ended because the gateway broke the protocol (" + e.getMessage() + ")",
                    e);
        } catch (RuntimeException | Error e) {
            end(ErrorCode.INTERNAL, "the connection was ended by an error on this side", e);
            throw e;
        } finally {
            synchronized (lock) {
                someoneReads = false;
                lock.notifyAll();
            }
        }
    }

    private void deliver(Envelope<ServerMessage> envelope) {
        ServerMessage message = envelope.message();
        if (envelope.stream() != 0) {
            deliver(envelope.stream(), message);
        } else if (message instanceof ServerMessage.Failure failure) {
            markEnded(effect -> new RequestFailedException(failure));
            carrier.abort();
        } else {
            connectionMessages.accept(message);
        }
    }

    private void deliver(int stream, ServerMessage message) {
        synchronized (lock) {
            Mailbox mailbox = mailboxes.get(stream);
            if (mailbox == null) {
                if (end != null) {
                    return;
                }
                throw new ProtocolException("a %s message came on a stream that is not open".formatted(message.type()));
            }
            mailbox.put(message);
            if (mailbox.hasEnded()) {
                mailboxes.remove(stream);
            }
        }
    }
}
