/** The load harness: any JDBC URL on the same works, each in a process of its own, interleaved in one run, as ratios. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.benchmarks.load;
