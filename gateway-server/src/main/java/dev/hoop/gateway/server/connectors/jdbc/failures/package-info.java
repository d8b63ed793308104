/** From what a database's driver throws to what the gate reports. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc.failures;

import org.jspecify.annotations.NullMarked;
