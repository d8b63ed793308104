/** The connector for databases: pooled connections, links that run permits, and what comes back. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc;

import org.jspecify.annotations.NullMarked;
