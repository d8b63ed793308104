/** What the gate asks of the target side: links that run permits, and what is known of a target. */
@NullMarked
package dev.hoop.gateway.server.ports.targets;

import org.jspecify.annotations.NullMarked;
