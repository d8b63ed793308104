/** Hosts reached over SSH: with pinned or certified host keys only, and with the gateway's own credential. */
@NullMarked
package dev.hoop.gateway.server.connectors.ssh;

import org.jspecify.annotations.NullMarked;
