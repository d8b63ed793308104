/** The gateway process. */
@NullMarked
package dev.hoop.gateway.server;

import org.jspecify.annotations.NullMarked;
