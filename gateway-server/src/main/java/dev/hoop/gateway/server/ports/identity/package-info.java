/** What the gate asks of identity: who holds this token. */
@NullMarked
package dev.hoop.gateway.server.ports.identity;

import org.jspecify.annotations.NullMarked;
