/** What the gate asks of the trail: intent before effect, outcome after, and recordings. */
@NullMarked
package dev.hoop.gateway.server.ports.audit;

import org.jspecify.annotations.NullMarked;
