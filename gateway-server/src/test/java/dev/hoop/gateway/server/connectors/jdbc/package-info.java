/** The connector against real databases. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc;

import org.jspecify.annotations.NullMarked;
