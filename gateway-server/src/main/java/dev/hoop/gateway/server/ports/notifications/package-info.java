/** How others are told of what happens here. */
@NullMarked
package dev.hoop.gateway.server.ports.notifications;

import org.jspecify.annotations.NullMarked;
