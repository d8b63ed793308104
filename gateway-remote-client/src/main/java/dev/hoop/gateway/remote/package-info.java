/** The client side of the remote protocol, on the JDK alone. */
@NullMarked
package dev.hoop.gateway.remote;

import org.jspecify.annotations.NullMarked;
