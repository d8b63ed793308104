/** Tells people in Slack. */
@NullMarked
package dev.hoop.gateway.server.notifiers.slack;

import org.jspecify.annotations.NullMarked;
