/** What differs between database products: safe connecting, settings, transactions, resetting. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc.products;

import org.jspecify.annotations.NullMarked;
