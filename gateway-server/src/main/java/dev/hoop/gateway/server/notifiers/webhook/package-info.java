/** News by HTTP, signed. */
@NullMarked
package dev.hoop.gateway.server.notifiers.webhook;

import org.jspecify.annotations.NullMarked;
