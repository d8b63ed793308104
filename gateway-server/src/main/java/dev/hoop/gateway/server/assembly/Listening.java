package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.stores.StateHint;
import dev.hoop.gateway.server.stores.StateHints;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a thread of its own to what other gateways tell about the shared state. */
final class Listening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final StateHints hints;
    private final Thread thread;

    private Listening(StateHints hints, Thread thread) {
        this.hints = hints;
        this.thread = thread;
    }

    static Listening to(StateHints hints, Consumer<StateHint> act) {
        Thread thread = new Thread(() -> hints.listen(hint -> safely(hint, act)), "hoop-hints");
        thread.setDaemon(true);
        thread.start();
        return new Listening(hints, thread);
    }

    /** A hint that cannot be followed is no loss: the next look finds what it was about. */
    private static void safely(StateHint hint, Consumer<StateHint> act) {
        try {
            act.accept(hint);
        } catch (GatewayException e) {
            LOG.atWarn()
                    .setMessage("a hint of another gateway could not be followed")
                    .addKeyValue("failure", e.getMessage())
                    .log();
        }
    }

    @Override
    public void close() {
        hints.close();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
