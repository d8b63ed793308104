package dev.hoop.gateway.benchmarks.load.work;

import java.util.Arrays;

/** How long each step of a work took, and how much it did. One thread at a time. */
public final class Samples {
    private long[] nanos = new long[4096];
    private int steps;
    private long units;
    private long tookNanos;
    private long proof;

    /** One step that handled so many units: rows for a work that is measured in rows, otherwise one. */
    public void step(long stepNanos, long handled) {
        if (steps == nanos.length) {
            nanos = Arrays.copyOf(nanos, steps * 2);
        }
        nanos[steps++] = stepNanos;
        units += handled;
    }

    /** Something made of every value read, so that no reading can be left out. */
    public void read(long value) {
        proof += value;
    }

    /** How long the whole run took. */
    public void took(long runNanos) {
        tookNanos = runNanos;
    }

    /** Adds those of another thread of the same run. */
    public void add(Samples other) {
        if (nanos.length < steps + other.steps) {
            nanos = Arrays.copyOf(nanos, steps + other.steps);
        }
        System.arraycopy(other.nanos, 0, nanos, steps, other.steps);
        steps += other.steps;
        units += other.units;
        proof += other.proof;
    }

    /** Units a second, and the 50th and 99th percentile of a step in microseconds. */
    public Figures figures() {
        long[] sorted = Arrays.copyOf(nanos, steps);
        Arrays.sort(sorted);
        return new Figures(units * 1e9 / Math.max(1, tookNanos), at(sorted, 0.50), at(sorted, 0.99), units, proof);
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))] / 1e3;
    }
}
