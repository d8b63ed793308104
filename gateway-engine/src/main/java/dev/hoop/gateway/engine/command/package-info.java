/** What is known of a command of a shell, or of another action on a host, before it happens. */
@NullMarked
package dev.hoop.gateway.engine.command;

import org.jspecify.annotations.NullMarked;
