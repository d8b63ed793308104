package dev.hoop.gateway.server.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, last first, all of it whatever fails on the way. One thread at a time. */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Remembers to close this, and answers it. */
    <C extends AutoCloseable> C later(C closeable) {
        opened.push(closeable);
        return closeable;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) { // the edge of the process: one failure must not keep the rest open
                LOG.atWarn()
                        .setMessage("something could not be closed")
                        .addKeyValue("failure", e.getClass().getName())
                        .log();
            }
        }
    }
}
