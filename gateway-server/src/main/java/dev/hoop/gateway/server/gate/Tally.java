package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.server.ports.audit.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Counts what one statement did, for its outcome in the trail. One thread at a time. */
final class Tally {
    private final long beganNanos = System.nanoTime();
    private long returned;
    private long affected = -1;
    private OptionalLong cap = OptionalLong.empty();
    private final List<Supplier<Map<String, Long>>> contentMasked = new ArrayList<>();
    private final Map<String, String> remarks = new TreeMap<>();

    void returned() {
        returned++;
    }

    void affected(long rows) {
        if (rows >= 0) {
            affected = Math.max(affected, 0) + rows;
        }
    }

    /** One result's parts of values that were masked by their content, by class of data. */
    void contentMasked(Supplier<Map<String, Long>> counts) {
        contentMasked.add(counts);
    }

    /** A further fact for the trail: a code, a count or a digest. */
    void remark(String name, String value) {
        remarks.put(name, value);
    }

    /** The rows were cut off at the cap. */
    void capped(long rows) {
        cap = OptionalLong.of(rows);
    }

    OptionalLong cappedAt() {
        return cap;
    }

    long affected() {
        return affected;
    }

    Outcome outcome(Effect effect, int error, String sqlState) {
        Map<String, Long> masked = new TreeMap<>();
        contentMasked.forEach(counts -> counts.get().forEach((name, count) -> masked.merge(name, count, Long::sum)));
        Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
        return new Outcome(effect, error, sqlState, returned, affected, masked, took, remarks);
    }
}
