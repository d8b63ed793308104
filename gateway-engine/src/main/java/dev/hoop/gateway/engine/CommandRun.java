package dev.hoop.gateway.engine;

import java.time.Duration;

/**
 * A command that runs, or a shell that is open. Output is pulled: what nobody reads stays at the target, which then has to wait. One
 * thread per stream; {@link #signal}, {@link #resize} and {@link #close} may be called by any thread.
 */
public interface CommandRun extends AutoCloseable {
    /** What a command writes to. */
    enum Stream {
        OUTPUT,
        ERRORS
    }

    /**
     * Reads what has come.
     *
     * @param within how long to wait for something
     * @return the number of bytes; zero when nothing came in time; -1 when nothing comes any more
     */
    int read(Stream stream, byte[] into, Duration within);

    /** Writes to the command's input, and waits where the target does not take it. */
    void write(byte[] bytes, int offset, int length);

    /** Nothing more is written to its input. */
    void endInput();

    /** Sends a signal by its name without {@code SIG}: {@code TERM}. */
    void signal(String name);

    /** The terminal has another size. */
    void resize(int columns, int rows);

    /** How the command ended; to be asked once both streams are at their end. */
    CommandEnd end();

    /** Ends the command where it still runs. */
    @Override
    void close();
}
