/** Credentials that are kept where the gateway runs: in its environment or in files. */
@NullMarked
package dev.hoop.gateway.server.secrets.local;

import org.jspecify.annotations.NullMarked;
