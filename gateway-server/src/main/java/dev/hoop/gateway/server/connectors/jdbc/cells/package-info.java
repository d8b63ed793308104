/** Values between a database's driver and the gateway's words, exactly, in both directions. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc.cells;

import org.jspecify.annotations.NullMarked;
