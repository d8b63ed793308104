package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Polls for requests on a daemon thread of its own and tells a listener what is new, until closed. */
public final class ApprovalWatch implements AutoCloseable {
    /** How often the gateway is asked. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** Is told by the watch's thread, one call at a time. */
    public interface Listener {
        /** A request that was not seen before, or differs from what was seen before. */
        void changed(ApprovalRequest request);

        /** Asking failed, or the listener did; the watch is over. Not called when the watch is closed. */
        void failed(GatewayException failure);
    }

    private final Supplier<List<ApprovalRequest>> source;
    private final Listener listener;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private ApprovalWatch(Supplier<List<ApprovalRequest>> source, Listener listener, Duration interval) {
        this.source = source;
        this.listener = listener;
        this.interval = interval;
        this.thread = new Thread(this::run, "hoop-approval-watch");
        thread.setDaemon(true);
    }

    static ApprovalWatch start(Supplier<List<ApprovalRequest>> source, Listener listener, Duration interval) {
        ApprovalWatch watch = new ApprovalWatch(source, listener, interval);
        watch.thread.start();
        return watch;
    }

    /** Ends the watch; a call of the listener that has begun may still go on. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            Map<String, ApprovalRequest> seen = Map.of();
            do {
                seen = tell(seen);
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (GatewayException e) {
            if (closed.getCount() > 0) {
                listener.failed(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, ApprovalRequest> tell(Map<String, ApprovalRequest> seen) {
        Map<String, ApprovalRequest> now = new HashMap<>();
        for (ApprovalRequest request : source.get()) {
            now.put(request.id(), request);
            if (!request.equals(seen.get(request.id())) && closed.getCount() > 0) {
                listener.changed(request);
            }
        }
        return now;
    }
}
