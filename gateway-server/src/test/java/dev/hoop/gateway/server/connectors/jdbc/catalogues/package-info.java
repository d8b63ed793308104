/** Catalogues as real databases tell them. */
@NullMarked
package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import org.jspecify.annotations.NullMarked;
