/** Tests of the way to hosts. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.server.connectors.ssh;
