/** Machines that answer by a signed webhook. */
@NullMarked
package dev.hoop.gateway.server.answerers.webhook;

import org.jspecify.annotations.NullMarked;
