package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.GatewayException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does again and again what has to be done every now and then, on one thread, whatever fails. */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final long END_SECONDS = 10;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "hoop-rounds");
        made.setDaemon(true);
        return made;
    });

    void every(Duration pause, String what, Runnable work) {
        var unused = thread.scheduleWithFixedDelay( // never done, and failures are handled inside
                () -> safely(what, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void safely(String what, Runnable work) {
        try {
            work.run();
        } catch (GatewayException e) {
            LOG.atWarn()
                    .setMessage("a round failed and will be tried again")
                    .addKeyValue("round", what)
                    .addKeyValue("failure", e.getMessage())
                    .log();
        } catch (RuntimeException e) {
            LOG.atError()
                    .setMessage("a round failed and will be tried again")
                    .addKeyValue("round", what)
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
