/** Reviews of grants in the state database. */
@NullMarked
package dev.hoop.gateway.server.stores.reviews;

import org.jspecify.annotations.NullMarked;
