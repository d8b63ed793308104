/** Reads a database's catalogue with few queries. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import org.jspecify.annotations.NullMarked;
