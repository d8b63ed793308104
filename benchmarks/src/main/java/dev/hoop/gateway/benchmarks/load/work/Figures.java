package dev.hoop.gateway.benchmarks.load.work;

import java.util.List;

/**
 * What one run of a work came to.
 *
 * @param rate units a second
 * @param p50 microseconds of a step
 * @param p99 microseconds of a step
 * @param proof made of all that was read
 */
public record Figures(double rate, double p50, double p99, long units, long proof) {
    /** As a line of fields with tabs between them. */
    public String line() {
        return String.join("\t", List.of("" + rate, "" + p50, "" + p99, "" + units, "" + proof));
    }

    /** Reads what {@link #line} wrote. */
    public static Figures of(String line) {
        String[] fields = line.split("\t", -1);
        return new Figures(
                Double.parseDouble(fields[0]),
                Double.parseDouble(fields[1]),
                Double.parseDouble(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]));
    }
}
