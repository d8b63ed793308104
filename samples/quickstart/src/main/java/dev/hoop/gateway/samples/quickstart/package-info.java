/** A gateway, a database and a client in one short program. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.samples.quickstart;
