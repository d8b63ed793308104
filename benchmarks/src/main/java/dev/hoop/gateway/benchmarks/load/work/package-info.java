/** What is measured: each work prepares itself, runs for a time, and answers how long each of its steps took. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.benchmarks.load.work;
