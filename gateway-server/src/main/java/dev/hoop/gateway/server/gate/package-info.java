/** The one place that knows the order of the steps from a statement to its rows. */
@NullMarked
package dev.hoop.gateway.server.gate;

import org.jspecify.annotations.NullMarked;
