/** What differs between products, without a database. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc.products;

import org.jspecify.annotations.NullMarked;
