/** What the gate asks of reviews of grants. */
@NullMarked
package dev.hoop.gateway.server.ports.reviews;

import org.jspecify.annotations.NullMarked;
