package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import dev.hoop.gateway.server.stores.Outbox;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what lies in the outbox to those who are to be told, on a thread of its own: a slow receiver delays nothing else. */
final class Postman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(15);

    private final Outbox outbox;
    private final Map<String, Notifier> notifiers;
    private final Thread thread;
    private volatile boolean closed;

    private Postman(Outbox outbox, Map<String, Notifier> notifiers) {
        this.outbox = outbox;
        this.notifiers = Map.copyOf(notifiers);
        this.thread = new Thread(this::walk, "hoop-postman");
        this.thread.setDaemon(true);
    }

    static Postman on(Outbox outbox, Map<String, Notifier> notifiers) {
        Postman postman = new Postman(outbox, notifiers);
        postman.thread.start();
        return postman;
    }

    private void walk() {
        while (!closed) {
            try {
                outbox.take().forEach(this::carry);
                Thread.sleep(PAUSE.toMillis());
            } catch (GatewayException e) {
                LOG.atWarn()
                        .setMessage("the outbox cannot be read; what lies there stays")
                        .addKeyValue("failure", e.getMessage())
                        .log();
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void carry(Outbox.Letter letter) {
        Notifier notifier = notifiers.get(letter.destination());
        if (notifier != null && !closed) {
            Notifier.Delivery delivery = notifier.tell(new Notifier.News(letter.id(), letter.topic(), letter.body()));
            if (delivery.arrived()) {
                outbox.sent(letter);
            } else if (isDead(letter, delivery)) {
                LOG.atError()
                        .setMessage("news could not be delivered and will not be tried again")
                        .addKeyValue("destination", letter.destination())
                        .addKeyValue("delivery", letter.id())
                        .log();
            }
        }
    }

    private boolean isDead(Outbox.Letter letter, Notifier.Delivery delivery) {
        return delivery.notBefore().map(pause -> outbox.failed(letter, pause)).orElseGet(() -> outbox.failed(letter));
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.multipliedBy(4).toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** What is on its way arrives or comes again with the next process. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
