/** What carries bytes between the processes of a gateway, its drivers and its targets. */
@NullMarked
package dev.hoop.gateway.api.transport;

import org.jspecify.annotations.NullMarked;
