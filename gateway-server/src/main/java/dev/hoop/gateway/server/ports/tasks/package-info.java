/** What the gate asks of a tracker of tasks. */
@NullMarked
package dev.hoop.gateway.server.ports.tasks;

import org.jspecify.annotations.NullMarked;
