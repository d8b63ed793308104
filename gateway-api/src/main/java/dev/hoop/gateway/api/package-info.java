/** The public words of the gateway: what callers, drivers and the gateway itself have in common. */
@NullMarked
package dev.hoop.gateway.api;

import org.jspecify.annotations.NullMarked;
