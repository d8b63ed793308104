/** Tell people and programs what happened. */
@NullMarked
package dev.hoop.gateway.server.notifiers;

import org.jspecify.annotations.NullMarked;
