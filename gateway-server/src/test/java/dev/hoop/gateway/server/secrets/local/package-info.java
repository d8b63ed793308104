/** Credentials from environment and files. */
@NullMarked
package dev.hoop.gateway.server.secrets.local;

import org.jspecify.annotations.NullMarked;
