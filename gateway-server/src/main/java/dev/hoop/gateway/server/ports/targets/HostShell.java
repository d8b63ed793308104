package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.policy.Permit;

/**
 * One shell on a host that lives on from construct to construct, so that directories and variables do. It reads nothing but what permits
 * allow: keys that are pressed reach programs only, and only those of a construct that takes them. One construct at a time.
 */
public interface HostShell extends AutoCloseable {
    /** Who gets the keys while a construct runs. */
    enum Keys {
        /** Nobody; but Ctrl-C, sent as signal {@code INT}, interrupts. */
        NOBODY,
        /** The construct's programs. */
        PROGRAMS
    }

    /**
     * Runs exactly the text that the permit allows. What is read from it ends where the shell is ready again. All of it is output.
     *
     * @throws TargetException if the shell has ended
     */
    CommandRun run(Permit permit, Keys keys);

    /** Where the shell is; empty where that is not known. */
    String directory();

    /** Whether it takes another construct. */
    boolean isOpen();

    /** The terminal has another size. */
    void resize(int columns, int rows);

    /** Ends the shell, and what runs in it. */
    @Override
    void close();
}
