/** What is measured against: the database with its data, the gateway, and the peers, each a process of its own. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.benchmarks.load.stage;
