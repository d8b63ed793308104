/** Reviews on both databases. */
@NullMarked
package dev.hoop.gateway.server.stores.reviews;

import org.jspecify.annotations.NullMarked;
