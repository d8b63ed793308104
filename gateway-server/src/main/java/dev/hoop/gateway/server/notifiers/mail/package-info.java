/** Tells people by e-mail. */
@NullMarked
package dev.hoop.gateway.server.notifiers.mail;

import org.jspecify.annotations.NullMarked;
